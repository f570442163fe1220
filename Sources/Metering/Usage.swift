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
        var units = last.index.scaled(to: decimals) - first.index.scaled(to: decimals)
        if let capacity, units < 0 {
            // Further back than forth: it has gone over its highest index.
            let whole = capacity.scaled(to: decimals)
            if -units > whole / 2 { units += whole }
        }
        return Index(units: units, decimals: decimals)
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
        let near = min((to.milliseconds - from.milliseconds) / Limits.usageNearShare, Limits.usageNear)
        let isNear = distance(first, from) <= near && distance(last, to) <= near
        interval.state = isNear && first.isTimeSure && last.isTimeSure ? .whole : .incomplete
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
