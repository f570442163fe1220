// What the console shows of what a register's readings mean: warnings that are open, what will be used, what it costs.

import Metering
import Recognition

/// What a register's readings mean.
public struct MeaningView: Sendable {
    /// What it costs.
    public struct Money: Sendable {
        /// The bill of this month so far.
        public var soFar: Bill
        /// The bill of the period, if it goes on as it went.
        public var expected: Bill
        /// What is left of what was paid in; nil where bills come afterwards.
        public var balance: Index?
        /// Whole days that it lasts; nil where nothing is spent.
        public var daysLeft: Int?

        /// What it costs.
        public init(soFar: Bill, expected: Bill, balance: Index? = nil, daysLeft: Int? = nil) {
            (self.soFar, self.expected, self.balance, self.daysLeft) = (soFar, expected, balance, daysLeft)
        }
    }

    /// Warnings that are not over.
    public var open: [Warning] = []
    /// What will be used, as far as that can be told.
    public var forecasts: [Forecast] = []
    /// What it costs; nil where nobody has said, or it cannot be worked out.
    public var money: Money?
    /// Why it cannot be.
    public var trouble: String?

    /// Nothing is known.
    public init() {}
}
