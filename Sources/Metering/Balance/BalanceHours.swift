// The hours of the day at which a difference comes: its mean in each, and what that may be off.

/// A difference by the hour of the day.
public struct BalanceHours: Sendable, Equatable {
    /// One hour of the day.
    public struct Hour: Sendable, Equatable {
        /// 0 to 23 by the clock on the wall.
        public var ofDay: Int
        /// The difference in it as a rule.
        public var mean: Double
        /// By how much that may be off.
        public var uncertainty: Double
        /// The days that it was taken from.
        public var days: Int
    }

    /// The hours that are known on enough days, from midnight on.
    public private(set) var hours: [Hour] = []

    init(_ known: [BalanceHour]) {
        for ofDay in 0..<24 {
            let differences = known.filter { $0.ofDay == ofDay }.map(\.difference).sorted()
            guard differences.count >= Limits.shapeDaysMin else { continue }
            // Without the most and the least, which may be one odd day.
            let kept = differences.dropFirst().dropLast()
            let mean = kept.reduce(0, +) / Double(kept.count)
            let all = differences.reduce(0, +) / Double(differences.count)
            let squares = differences.reduce(0) { $0 + ($1 - all) * ($1 - all) }
            let error = (squares / Double((differences.count - 1) * differences.count)).squareRoot()
            hours.append(
                Hour(ofDay: ofDay, mean: mean, uncertainty: error * Limits.balanceStated, days: differences.count))
        }
    }

    /// The hours in which most of a loss comes: beyond what they may be off, and at least half as much as in the one with most.
    public var likely: [Int] {
        let sure = hours.filter { $0.mean > $0.uncertainty * Limits.balanceSure / Limits.balanceStated }
        guard let most = sure.map(\.mean).max() else { return [] }
        return sure.filter { $0.mean >= most / 2 }.map(\.ofDay)
    }
}
