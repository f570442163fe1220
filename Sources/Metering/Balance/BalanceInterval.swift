// Supply held against sales from one instant to another. A difference counts for something only where it is more than its own uncertainty.

import Recognition

/// A balance from one instant to another.
public struct BalanceInterval: Sendable, Equatable {
    /// What the difference says.
    public enum Verdict: String, Sendable, CaseIterable {
        /// A register's usage is not known, so nothing is.
        case unknown
        /// The difference may be nought.
        case balanced
        /// More was supplied than was sold.
        case loss
        /// More was sold than was supplied: a register counts wrong, or one is missing on the side of supply.
        case surplus
    }

    /// What went in.
    public var supply: SumInterval
    /// What was measured where it went.
    public var sales: SumInterval

    /// A balance of the same interval.
    public init(supply: SumInterval, sales: SumInterval) { (self.supply, self.sales) = (supply, sales) }

    /// Where it begins.
    public var from: Timestamp { supply.from }
    /// Where it ends.
    public var to: Timestamp { supply.to }
    /// Supply less sales, exactly; nil where one of them is not known.
    public var difference: Index? {
        let less = sales.usage.map { Index(units: -$0.units, decimals: $0.decimals) }
        return SumInterval.exact([supply.usage, less])
    }
    /// The standard deviation of the difference.
    public var deviation: Double {
        (supply.deviation * supply.deviation + sales.deviation * sales.deviation).squareRoot()
    }
    /// By how much the difference may be off, of a hundred times ninety-five at least.
    public var uncertainty: Double { deviation * Limits.balanceStated }
    /// The difference as a share of the supply; nil where that is not known, or not more than it may be off.
    public var share: Double? {
        guard let difference, let supplied = known(supply) else { return nil }
        return difference.value / supplied
    }
    /// By how much the share may be off.
    public var shareUncertainty: Double? { share.flatMap { _ in known(supply).map { uncertainty / $0 } } }
    /// The registers of which nothing is known.
    public var missing: [RegisterName] { supply.missing + sales.missing }

    /// What the difference says.
    public var verdict: Verdict { verdict(beyond: 0) }

    /// What it says of a limit, as a share of the supply.
    public func verdict(beyond limit: Double) -> Verdict {
        guard let difference = difference?.value, let supplied = supply.usage?.value else { return .unknown }
        let sure = deviation * Limits.balanceSure + abs(supplied) * limit
        return difference > sure ? .loss : difference < -sure ? .surplus : .balanced
    }

    private func known(_ sum: SumInterval) -> Double? {
        guard let value = sum.usage?.value, value > sum.deviation * Limits.balanceSure else { return nil }
        return value
    }
}
