// A ratio from one instant to another.

import Recognition

/// A ratio of an interval.
public struct RatioInterval: Sendable, Equatable {
    /// What is divided.
    public var numerator: SumInterval
    /// What it is divided by.
    public var denominator: SumInterval

    /// The quotient; nil where something is not known, or the divisor is no more than it may be off.
    public var value: Double? {
        guard let over = numerator.usage?.value, let under = denominator.usage?.value,
            under > denominator.deviation * Limits.balanceSure
        else { return nil }
        return over / under
    }
    /// The standard deviation of the quotient.
    public var deviation: Double? {
        guard let value, let under = denominator.usage?.value else { return nil }
        let bent = value * denominator.deviation
        return (numerator.deviation * numerator.deviation + bent * bent).squareRoot() / under
    }
    /// By how much the quotient may be off, of a hundred times ninety-five at least.
    public var uncertainty: Double? { deviation.map { $0 * Limits.balanceStated } }
}
