// All balance groups of a gateway, and the registers that there are. A plan without mistakes has a book for each group with a supply, and
// no book counts a register twice.

import Recognition

/// Balance groups and registers.
public struct BalancePlan: Sendable, Equatable {
    /// The groups.
    public var groups: [BalanceGroup]
    /// The registers, by name.
    public var registers: [RegisterName: KnownRegister]

    /// A plan.
    public init(groups: [BalanceGroup], registers: [KnownRegister]) {
        self.groups = groups
        self.registers = Dictionary(registers.map { ($0.name, $0) }) { first, _ in first }
    }

    /// What is reckoned: a book for each group with a supply, groups within it taken apart; none where there are mistakes.
    public var books: [BalanceBook] {
        guard mistakes().isEmpty else { return [] }
        return groups.filter { !$0.supply.isEmpty }.compactMap { group in
            guard let supply = terms(of: group.supply), let sales = terms(of: group.sales) else { return nil }
            return BalanceBook(
                name: group.name, unit: group.unit, limit: group.limit, supply: MeterSum(supply), sales: MeterSum(sales)
            )
        }
    }

    /// The sum that members stand for, which must be without mistakes.
    public func sum(of members: [BalanceMember]) -> MeterSum? { terms(of: members).map(MeterSum.init) }

    /// The registers that members stand for, as far as there are such; nil where that cannot be told exactly or has no end.
    func terms(of members: [BalanceMember]) -> [MeterTerm]? {
        var left = Limits.balanceRegistersMax
        return terms(of: members, Limits.balanceDepth, &left)
    }

    private func terms(of members: [BalanceMember], _ depth: Int, _ left: inout Int) -> [MeterTerm]? {
        left -= members.count
        guard depth > 0, left >= 0 else { return nil }
        var terms: [MeterTerm] = []
        for member in members {
            var factor = member.factor ?? Index(units: 1, decimals: 0)
            if member.isNegative { factor.units = -factor.units }
            switch member.source {
            case .register(let name):
                guard let known = registers[name] else { continue }
                terms.append(
                    MeterTerm(
                        name, factor: factor, capacity: known.capacity, resolution: known.resolution,
                        tolerance: member.tolerance))
            case .group(let name):
                guard let group = groups.first(where: { $0.name == name }) else { continue }
                let side = group.supply.isEmpty ? group.sales : group.supply
                guard let inner = self.terms(of: side, depth - 1, &left) else { return nil }
                for var term in inner {
                    let (units, isTooMuch) = term.factor.units.multipliedReportingOverflow(by: factor.units)
                    guard !isTooMuch else { return nil }
                    term.factor = Index(units: units, decimals: term.factor.decimals + factor.decimals)
                    terms.append(term)
                }
            }
        }
        return terms
    }
}
