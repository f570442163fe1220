// Certain hours of certain days, as the clock on the wall shows them.

/// Hours of the day, on all days or on some.
public struct BalanceTimes: Sendable, Hashable {
    /// The days.
    public enum Days: String, Sendable, CaseIterable {
        case all = "every day"
        case work = "on workdays"
        case weekend = "on weekends"

        func holds(isWeekend: Bool) -> Bool { self == .all || isWeekend == (self == .weekend) }
    }

    /// The days.
    public var days: Days
    /// The first hour, 0 to 23.
    public var from: Int
    /// The hours from there, past midnight too.
    public var count: Int

    /// Hours of some days.
    public init(days: Days, from: Int, count: Int) { (self.days, self.from, self.count) = (days, from, count) }

    /// Whether such an hour is one of them.
    public func holds(hour: Int, isWeekend: Bool) -> Bool {
        days.holds(isWeekend: isWeekend) && (hour - from + 24) % 24 < count
    }

    /// For people, for example `from 22 to 4 o'clock on workdays`.
    public var text: String { "from \(from) to \((from + count) % 24) o'clock \(days.rawValue)" }
}
