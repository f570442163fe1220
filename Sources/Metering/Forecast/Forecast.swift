// What will be used: the value that is as likely too high as too low, and the bounds between which it falls four times in five.

/// A forecast of the usage of a stretch of time.
public struct Forecast: Sendable, Equatable {
    /// For which time ahead a forecast can be had.
    public enum Span: String, Sendable, CaseIterable {
        /// The hour of the clock on the wall that follows the last complete one.
        case hour
        /// The day that follows the last complete one.
        case day
        /// The thirty days that follow the last complete one.
        case month
    }

    /// For how long.
    public var span: Span
    /// When it begins, by the clock on the wall: milliseconds since 1970-01-01T00:00 as that clock shows it.
    public var from: Int64
    /// What is expected, in the register's unit.
    public var usage: Double
    /// The bounds of an interval that holds the usage with a probability of 80 %.
    public var low: Double
    /// See `low`.
    public var high: Double
}
