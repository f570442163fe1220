// The readings of one register that usage is told from, in whatever order they come: late ones, the same one twice, one that was stamped
// again when the clock was set, and the withdrawal of one that is yet to come. What the series holds depends only on what came, never on
// the order.

import Recognition

/// Readings of one register.
public struct UsageSeries: Sendable, Equatable {
    /// What counts, ascending by time and number.
    public var points: [UsagePoint] { pages.points }
    /// The first and the last of them whose time is sure, without the others being touched.
    public var firstSure: UsagePoint? { pages.first(where: \.isTimeSure) }
    /// See `firstSure`.
    public var lastSure: UsagePoint? { pages.last(where: \.isTimeSure) }
    private var pages = UsagePages()
    private var times = UsageTimes()
    private var withdrawn: Set<Int64> = []

    /// No readings.
    public init() {}

    /// These readings, of which there may be a year's, in any order.
    public init(_ points: some Sequence<UsagePoint>) {
        // In order each is put at the end.
        for point in points.sorted(by: { ($0.at, $0.seq) < ($1.at, $1.seq) }) { add(point) }
    }

    /// Takes up a reading. Of two versions of the same one that counts whose clock was set, or else the later.
    public mutating func add(_ point: UsagePoint) {
        guard withdrawn.isEmpty || !withdrawn.contains(point.seq) else { return }
        if let at = times[point.seq] {
            guard Self.isBetter(point, than: pages.point(at: at, point.seq)) else { return }
            pages.remove(at: at, point.seq)
        }
        times[point.seq] = point.at
        pages.insert(point)
    }

    /// Takes out a reading that was withdrawn, for ever; what took its place is a reading of its own.
    public mutating func withdraw(_ seq: Int64) {
        guard withdrawn.insert(seq).inserted, let at = times[seq] else { return }
        times[seq] = nil
        pages.remove(at: at, seq)
    }

    /// Lets go of what is older than `first`, and from the first of some borders to the last of all but the readings on both sides of
    /// each. Of readings with a sure time whatever is asked of these borders has the same answer as before.
    public mutating func thin(before first: Timestamp, around borders: [Timestamp]) {
        guard let start = borders.first, let end = borders.last else { return }
        let sure = points.filter(\.isTimeSure)
        var kept: Set<Int64> = []
        var next = 0
        for border in borders {
            while next < sure.count, sure[next].at < border { next += 1 }
            if next > 0 { kept.insert(sure[next - 1].seq) }
            if next < sure.count { kept.insert(sure[next].seq) }
        }
        pages.removeAll { point in
            let isThinned = point.at >= start && point.at < end && !kept.contains(point.seq)
            guard point.at < first || isThinned else { return false }
            times[point.seq] = nil
            return true
        }
    }

    private static func isBetter(_ a: UsagePoint, than b: UsagePoint) -> Bool {
        if a.isTimeSure != b.isTimeSure { return a.isTimeSure }
        // Beyond the time it is a matter of having a rule at all.
        return (a.at, a.run, a.index.units, a.index.decimals) > (b.at, b.run, b.index.units, b.index.decimals)
    }
}
