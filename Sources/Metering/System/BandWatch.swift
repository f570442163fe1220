// Watches a value that a gauge shows: once it has lain outside of its limits for longer than it may, that is told, and once more when it is
// safely back.

import Recognition

/// The watch over a value.
public struct BandWatch: Sendable, Equatable {
    /// The limits.
    public let band: GaugeBand
    /// The unit of the value.
    public let unit: String
    /// The warning that was told and is not over.
    public private(set) var open: Warning?
    private var since: RegisterCard.Start?
    private var last: Timestamp?

    /// A watch that has seen nothing.
    public init(_ band: GaugeBand, unit: String) { (self.band, self.unit) = (band, unit) }

    /// Takes up a value; what is to be told, if anything. One that is no later than the last is passed over.
    public mutating func add(_ value: Index, at time: Timestamp) -> WarningEvent? {
        guard last.map({ time > $0 }) ?? true else { return nil }
        // Nobody knows where it was in a long time without readings.
        if let last, time.seconds(since: last) > max(band.delay, Self.gapMax) { since = nil }
        last = time
        let reading = RegisterCard.Start(index: value, at: time)
        if let warning = open {
            guard band.isSafe(value) else { return nil }
            (open, since) = (nil, nil)
            return .over(warning, at: time, .ended)
        }
        guard let limit = band.limit(passedBy: value) else {
            since = nil
            return nil
        }
        let first = since ?? reading
        since = first
        guard time.seconds(since: first.at) >= band.delay else { return nil }
        let warning = Warning(
            .band, first: first, last: reading, found: value.value, usual: limit.value, unit: unit)
        open = warning
        return .began(warning)
    }

    /// Seconds without a reading after which its time outside begins anew.
    static let gapMax = 7_200.0
}
