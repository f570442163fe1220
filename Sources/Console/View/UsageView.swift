// What the console shows of what was used, interval by interval.

import Metering

/// The usage of a register.
public struct UsageView: Sendable {
    /// An interval.
    public struct Interval: Sendable {
        /// What was used in it.
        public var usage: UsageInterval
        /// How many indexes were published in it.
        public var published: Int
        /// How many readings were withheld in it.
        public var withheld: Int

        /// An interval.
        public init(usage: UsageInterval, published: Int, withheld: Int) {
            (self.usage, self.published, self.withheld) = (usage, published, withheld)
        }
    }

    /// The unit of the indexes.
    public var unit: String
    /// The intervals, one after the other.
    public var intervals: [Interval]
    /// All that was used in them; nil where that is not known.
    public var total: UsageInterval?

    /// The usage of a register.
    public init(unit: String, intervals: [Interval], total: UsageInterval?) {
        (self.unit, self.intervals, self.total) = (unit, intervals, total)
    }
}
