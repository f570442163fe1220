// Usage by interval from the indexes that a register showed. A border between two intervals takes the reading next to it, the same one for
// both of them, so that what lies between them is counted once; where there is none within half an interval the usage is not known, and
// nothing is made up for it. Differences are exact.

import Recognition

/// What was used.
public enum Usage {
    /// The usage from each border to the next, both ascending like the points. Of the points only those next to borders need to be there.
    /// `capacity` is how far the register counts before it begins again at nought.
    public static func intervals(
        borders: [Timestamp], points: [UsagePoint], capacity: Index? = nil
    ) -> [UsageInterval] {
        let points = points.sorted { ($0.at, $0.seq) < ($1.at, $1.seq) }
        var ends: [UsagePoint?] = []
        var next = 0
        for (number, border) in borders.enumerated() {
            while next < points.count, points[next].at < border { next += 1 }
            let around = points[max(0, next - 1)..<min(points.count, next + 1)]
            let near = around.filter { distance($0, border) <= reach(number, borders, isBefore: $0.at < border) }
            ends.append(near.min { distance($0, border) < distance($1, border) })
        }
        return borders.indices.dropLast().map { number in
            interval(borders[number], borders[number + 1], ends[number], ends[number + 1], capacity)
        }
    }

    /// What was used from one reading to a later one of the same run.
    static func difference(_ first: UsagePoint, _ last: UsagePoint, capacity: Index?) -> Index {
        let decimals = max(first.index.decimals, last.index.decimals)
        let units = last.index.scaled(to: decimals) - first.index.scaled(to: decimals)
        return Index(units: unrolled(units, capacity?.scaled(to: decimals)), decimals: decimals)
    }

    /// A difference of indexes of a register that begins again at nought after so many units.
    static func unrolled(_ units: Int64, _ whole: Int64?) -> Int64 {
        guard let whole, whole > 2 * Limits.jitterUnits else { return units }
        // Further back than forth: it has gone over its highest index. All but round: its gears have played back over nought.
        if units < 0, -units > whole / 2 { return units + whole }
        return units >= whole - Limits.jitterUnits ? units - whole : units
    }

    /// How much a usage between two readings is worth.
    static func state(_ interval: UsageInterval, _ first: UsagePoint, _ last: UsagePoint) -> UsageInterval.State {
        let length = interval.to.milliseconds - interval.from.milliseconds
        let near = min(length / Limits.usageNearShare, Limits.usageNear)
        let isNear = distance(first, interval.from) <= near && distance(last, interval.to) <= near
        return isNear && first.isTimeSure && last.isTimeSure ? .whole : .incomplete
    }

    private static func interval(
        _ from: Timestamp, _ to: Timestamp, _ first: UsagePoint?, _ last: UsagePoint?, _ capacity: Index?
    ) -> UsageInterval {
        var interval = UsageInterval(from: from, to: to, first: first, last: last, usage: nil, state: .unknown)
        guard let first, let last, first.seq != last.seq else { return interval }
        guard first.run == last.run else {
            interval.state = .broken
            return interval
        }
        interval.usage = difference(first, last, capacity: capacity)
        interval.state = state(interval, first, last)
        return interval
    }

    /// How far from a border a reading may lie to be taken for it: half of the interval that it lies in.
    private static func reach(_ number: Int, _ borders: [Timestamp], isBefore: Bool) -> Int64 {
        guard borders.count > 1 else { return 0 }
        let first = min(max(0, isBefore ? number - 1 : number), borders.count - 2)
        return (borders[first + 1].milliseconds - borders[first].milliseconds) / 2
    }

    private static func distance(_ point: UsagePoint, _ border: Timestamp) -> Int64 {
        abs(point.at.milliseconds - border.milliseconds)
    }
}
