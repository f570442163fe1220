// What the clock on the wall shows at an instant, and the other way round, through changes of its offset (summer time, a zone
// that moves across the date line). The zone itself is a function that is handed in.
// Local times are milliseconds since 1970-01-01T00:00 as the clock shows it.

/// The civil time of one zone.
public struct LocalTime: Sendable {
    /// Seconds east of UTC at so many seconds since 1970 in UTC.
    public typealias Offset = @Sendable (Int64) -> Int

    private let offset: Offset

    /// The zone with this offset. Two changes are found apart when half a day or more lies between them.
    public init(offset: @escaping Offset) { self.offset = offset }

    /// UTC, or a zone that is always that many seconds east of it.
    public static func fixed(secondsEast: Int = 0) -> LocalTime { LocalTime { _ in secondsEast } }

    /// What the clock shows at an instant.
    public func local(at instant: Timestamp) -> Int64 { instant.milliseconds + shift(instant.milliseconds) }

    /// The first instant at which the clock shows `local` or later. For a local time that comes twice that is the first of them;
    /// for one that is leapt over, the moment of the leap.
    public func instant(of local: Int64) -> Timestamp {
        var from = local - LocalTime.offsetMax
        while true {
            let shown = max(from, local - shift(from))
            guard let change = firstChange(after: from, through: shown) else { return Timestamp(milliseconds: shown) }
            from = change
        }
    }

    /// The latest local time that the clock has shown up to an instant: later than what it shows then, when it was put back since.
    public func latest(at instant: Timestamp) -> Int64 {
        let now = instant.milliseconds
        var latest = now + shift(now)
        var from = now - LocalTime.backMax
        while let change = firstChange(after: from, through: now) {
            latest = max(latest, change - 1 + shift(change - 1))
            from = change
        }
        return latest
    }

    /// The first instant after `start`, up to and with `end`, from which another offset holds; both and the result in
    /// milliseconds since 1970.
    package func firstChange(after start: Int64, through end: Int64) -> Int64? {
        var from = start
        let east = shift(start)
        while from < end {
            let to = min(end, from + LocalTime.stride)
            if shift(to) != east { return bisect(from, to, east) }
            from = to
        }
        return nil
    }

    /// Milliseconds east of UTC at an instant in milliseconds.
    package func shift(_ instant: Int64) -> Int64 { Int64(offset(instant.floorDivided(by: 1000))) * 1000 }

    /// The change between two instants of which the first alone has this offset; changes happen at whole seconds.
    private func bisect(_ start: Int64, _ end: Int64, _ east: Int64) -> Int64 {
        var low = start.floorDivided(by: 1000)
        var high = end.floorDivided(by: 1000)
        while high - low > 1 {
            let middle = (low + high).floorDivided(by: 2)
            if shift(middle * 1000) == east { low = middle } else { high = middle }
        }
        return high * 1000
    }

    /// No clock has ever been further from UTC than 16 hours.
    private static let offsetMax: Int64 = 18 * 3_600_000
    /// No clock has ever been put back by more than a day.
    private static let backMax: Int64 = 26 * 3_600_000
    /// The distance at which offsets are compared.
    private static let stride: Int64 = 12 * 3_600_000
}
