// What the console shows of a balance group.

import Metering

/// A balance group.
public struct BalanceView: Sendable {
    /// Its name.
    public var name: String
    /// The unit in which it is told.
    public var unit: String
    /// The share of the supply up to which a loss is put up with.
    public var limit: Double
    /// The days that were judged last, oldest first.
    public var days: [BalanceDay]
    /// What the difference does from day to day.
    public var trend: BalanceTrend.Way
    /// Hours of the day in which most of a loss comes.
    public var hours: [Int]
    /// What its shape hints at.
    public var hint: BalanceHint
    /// The warning that is not over.
    public var open: Warning?

    /// A group.
    public init(
        name: String, unit: String, limit: Double, days: [BalanceDay], trend: BalanceTrend.Way, hours: [Int],
        hint: BalanceHint, open: Warning?
    ) {
        (self.name, self.unit, self.limit, self.days) = (name, unit, limit, days)
        (self.trend, self.hours, self.hint, self.open) = (trend, hours, hint, open)
    }
}
