// The readings of one register that usage is told from, in whatever order they come: late ones, the same one twice, one that was stamped
// again when the clock was set, and the withdrawal of one that is yet to come. What the series holds depends only on what came, never on
// the order.

import Recognition

/// Readings of one register.
public struct UsageSeries: Sendable, Equatable {
    /// What counts, ascending by time and number.
    public private(set) var points: [UsagePoint] = []
    private var times: [Int64: Timestamp] = [:]
    private var withdrawn: Set<Int64> = []

    /// No readings.
    public init() {}

    /// These readings, of which there may be a year's, in any order.
    public init(_ points: some Sequence<UsagePoint>) {
        // In order each is put at the end.
        let ordered = points.sorted { ($0.at, $0.seq) < ($1.at, $1.seq) }
        self.points.reserveCapacity(ordered.count)
        times.reserveCapacity(ordered.count)
        for point in ordered { add(point) }
    }

    /// Takes up a reading. Of two versions of the same one that counts whose clock was set, or else the later.
    public mutating func add(_ point: UsagePoint) {
        guard withdrawn.isEmpty || !withdrawn.contains(point.seq) else { return }
        if let at = times[point.seq] {
            let place = place(of: at, point.seq)
            guard Self.isBetter(point, than: points[place]) else { return }
            points.remove(at: place)
        }
        times[point.seq] = point.at
        if let last = points.last, (last.at, last.seq) > (point.at, point.seq) {
            points.insert(point, at: place(of: point.at, point.seq))
        } else {
            points.append(point)
        }
    }

    /// Takes out a reading that was withdrawn, for ever; what took its place is a reading of its own.
    public mutating func withdraw(_ seq: Int64) {
        guard withdrawn.insert(seq).inserted, let at = times.removeValue(forKey: seq) else { return }
        points.remove(at: place(of: at, seq))
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
        points.removeAll { point in
            let isThinned = point.at >= start && point.at < end && !kept.contains(point.seq)
            guard point.at < first || isThinned else { return false }
            times.removeValue(forKey: point.seq)
            return true
        }
    }

    /// Where a reading stands or belongs.
    private func place(of at: Timestamp, _ seq: Int64) -> Int {
        var (low, high) = (0, points.count)
        while low < high {
            let middle = (low + high) / 2
            let here = points[middle]
            if (here.at, here.seq) < (at, seq) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func isBetter(_ a: UsagePoint, than b: UsagePoint) -> Bool {
        if a.isTimeSure != b.isTimeSure { return a.isTimeSure }
        // Beyond the time it is a matter of having a rule at all.
        return (a.at, a.run, a.index.units, a.index.decimals) > (b.at, b.run, b.index.units, b.index.decimals)
    }
}
