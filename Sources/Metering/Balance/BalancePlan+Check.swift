// Finds the mistakes in balance groups: one that contains itself, one with nothing in it, a register that is counted twice, and units that
// cannot be added up.

import Recognition

extension BalancePlan {
    /// All mistakes; the keys are those of the configuration.
    public func mistakes() -> [CardMistake] {
        var mistakes: [CardMistake] = []
        let rounds = groups.map { circle($0.name) }
        for (number, group) in groups.enumerated() {
            let key = "balance[\(number)]"
            if groups[..<number].contains(where: { $0.name == group.name }) {
                mistakes.append(
                    CardMistake(key + ".name", "two groups are named \"\(group.name)\"", "give each its own name"))
            }
            if !(group.limit >= 0 && group.limit < 1) {
                mistakes.append(
                    CardMistake(
                        key + ".limit", "\(group.limit) is no share of the supply", "write for example 0.05 for 5 %"))
            }
            mistakes += sideMistakes(group, key)
            if let round = rounds[number] {
                mistakes.append(
                    CardMistake(
                        key, "the group contains itself: " + round.joined(separator: " → "),
                        "take one of these groups out of the next"))
            } else if rounds.allSatisfy({ $0 == nil }) {
                mistakes += countMistakes(group, key)
            }
        }
        return mistakes
    }

    /// The mistakes in members that are added up to a sum of this medium and unit, as ratios and shifts have it.
    public func mistakes(in members: [BalanceMember], medium: Medium, unit: String, _ key: String) -> [CardMistake] {
        if members.isEmpty { return [CardMistake(key, "there is nothing to add up", "name a meter")] }
        let group = BalanceGroup(name: key, medium: medium, unit: unit, supply: [], sales: members)
        return members.enumerated().flatMap { memberMistakes($1, of: group, "\(key)[\($0)]") }
            + countMistakes(group, key)
    }

    private func sideMistakes(_ group: BalanceGroup, _ key: String) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if group.sales.isEmpty {
            mistakes.append(
                CardMistake(
                    key + ".sales", "the group \"\(group.name)\" has no sub-meter",
                    "name the meters or groups that its supply is held against"))
        }
        let isMember = groups.contains { other in
            (other.supply + other.sales).contains { $0.source == .group(group.name) }
        }
        if group.supply.isEmpty, !isMember {
            mistakes.append(
                CardMistake(
                    key + ".supply",
                    "the group \"\(group.name)\" has no supply meter, and no other group has it as a member",
                    "name the meter that measures what goes in"))
        }
        for (side, members) in [("supply", group.supply), ("sales", group.sales)] {
            for (number, member) in members.enumerated() {
                mistakes += memberMistakes(member, of: group, "\(key).\(side)[\(number)]")
            }
        }
        return mistakes
    }

    private func memberMistakes(_ member: BalanceMember, of group: BalanceGroup, _ key: String) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if let factor = member.factor, factor.units <= 0 {
            mistakes.append(
                CardMistake(
                    key + ".factor", "the factor \(factor.text) is not above 0",
                    "write what one of the member's unit is in \(group.unit); what flows back has negative = true"))
        }
        if !(member.tolerance >= 0 && member.tolerance < 1) {
            mistakes.append(
                CardMistake(
                    key + ".tolerance", "\(member.tolerance) is no share", "write for example 0.02 for 2 %"))
        }
        let found: (name: String, medium: Medium, unit: String)
        switch member.source {
        case .register(let name):
            guard let known = registers[name] else {
                let problem = "there is no register \"\(name.register)\" of a meter \"\(name.meter)\""
                return mistakes + [
                    CardMistake(key, problem, "name one that has a card here, or whose readings are imported")
                ]
            }
            found = (name.text, known.medium, known.unit)
        case .group(let name):
            guard let inner = groups.first(where: { $0.name == name }) else {
                return mistakes + [CardMistake(key, "there is no group \"\(name)\"", "name one of the groups")]
            }
            found = (name, inner.medium, inner.unit)
        }
        guard member.factor == nil else { return mistakes }
        if found.medium != group.medium {
            mistakes.append(
                CardMistake(
                    key, "\(found.name) measures \(found.medium.rawValue), the group \(group.medium.rawValue)",
                    "take it out, or write with factor = \"…\" what one \(found.unit) is in \(group.unit)"))
        } else if found.unit != group.unit {
            mistakes.append(
                CardMistake(
                    key + ".factor", "\(found.name) counts \(found.unit), the group \(group.unit)",
                    "write with factor = \"…\" what one \(found.unit) is in \(group.unit)"))
        }
        return mistakes
    }

    /// What a group counts twice, or cannot count at all.
    private func countMistakes(_ group: BalanceGroup, _ key: String) -> [CardMistake] {
        guard let supply = terms(of: group.supply), let sales = terms(of: group.sales),
            (supply + sales).allSatisfy(isExact)
        else {
            return [
                CardMistake(
                    key, "the group \"\(group.name)\" cannot be added up",
                    "use fewer groups within groups, and factors with fewer decimals")
            ]
        }
        var seen: Set<RegisterName> = []
        var twice: [RegisterName] = []
        for term in supply + sales where !seen.insert(term.register).inserted {
            if !twice.contains(term.register) { twice.append(term.register) }
        }
        return twice.map { name in
            CardMistake(
                key, "the group \"\(group.name)\" counts \(name.text) twice",
                "name it once, by itself or through a group")
        }
    }

    /// Whether what it adds has as many decimals as an index can have.
    private func isExact(_ term: MeterTerm) -> Bool {
        term.factor.decimals + (registers[term.register]?.decimals ?? 0) <= Self.placesMax
    }

    /// The way from a group back to itself; nil if there is none.
    private func circle(_ name: String) -> [String]? {
        var seen: Set<String> = []
        func way(from inner: String) -> [String]? {
            guard seen.insert(inner).inserted, let group = groups.first(where: { $0.name == inner }) else { return nil }
            for member in group.supply + group.sales {
                guard case .group(let next) = member.source else { continue }
                if next == name { return [inner, name] }
                if let rest = way(from: next) { return [inner] + rest }
            }
            return nil
        }
        return way(from: name)
    }

    private static let placesMax = 9
}
