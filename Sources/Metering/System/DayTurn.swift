// The local day that a watch is in. What was counted in a day is told when the first reading after it comes.

/// The day that is being counted.
struct DayTurn: Sendable, Equatable {
    private var day: Range<Timestamp>?

    /// Goes on to the day of an instant; the day that is over by it, if one is.
    mutating func turn(to instant: Timestamp, _ zone: LocalTime) -> Range<Timestamp>? {
        if let day, instant < day.upperBound { return nil }
        defer { day = zone.span(of: .day, around: instant) }
        return day
    }
}
