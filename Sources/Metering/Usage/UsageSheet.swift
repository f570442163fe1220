// Usage in detail: a period from border to border, with every interval that the readings tell and every gap that they leave. A gap is told
// with what was used in all of it and divided among nothing. Intervals and gaps add up to the difference of the indexes to the last digit,
// and sheets of the same readings in finer or coarser steps agree wherever both know a border: each takes the same reading for it.

import Recognition

/// The usage of a period.
public struct UsageSheet: Sendable, Equatable {
    /// From each border to the next.
    public private(set) var intervals: [UsageInterval] = []
    /// Where borders have no reading: from the last one that has to the next, with the usage of the whole. At the ends of the period, where
    /// there is no such border, the usage is not known.
    public private(set) var gaps: [UsageInterval] = []
    /// The whole period, as far as it is known: what the known intervals and gaps add up to.
    public private(set) var total: UsageInterval?

    /// The sheet of a series. A border takes the reading that lies next to it, if that is within half of the interval that it lies in, and
    /// within `reach` milliseconds. `capacity` is how far the register counts before it begins again at nought.
    public init(_ series: UsageSeries, borders: [Timestamp], capacity: Index? = nil, reach: Int64 = .max) {
        guard borders.count > 1 else { return }
        let count = UsageCount(series.points, capacity: capacity)
        var ends: [UsageCount.Mark?] = []
        ends.reserveCapacity(borders.count)
        var next = 0
        for number in borders.indices {
            let mark = count.nearest(to: borders[number], from: &next)
            ends.append(mark.flatMap { Self.isInReach($0.point.at, number, borders, reach) ? $0 : nil })
        }
        tell(borders, ends, count.decimals)
    }

    private mutating func tell(_ borders: [Timestamp], _ ends: [UsageCount.Mark?], _ decimals: Int) {
        var known = 0
        var (first, last) = (ends[0], ends[0])
        var sum: Int64? = 0
        intervals.reserveCapacity(borders.count - 1)
        for number in 1..<borders.count {
            let isKnown = ends[number] != nil && ends[number - 1] != nil
            if let end = ends[number] { (first, last) = (first ?? end, end) }
            var told = Self.interval(
                borders[number - 1], borders[number], ends[number - 1], ends[number], decimals)
            intervals.append(told)
            if !isKnown {
                guard ends[number] != nil || number == borders.count - 1 else { continue }
                told = Self.interval(borders[known], borders[number], ends[known], ends[number], decimals)
                gaps.append(told)
            }
            known = number
            if let usage = told.usage {
                sum = sum.flatMap { Self.sum($0, usage.units) }
            }
        }
        var whole = Self.interval(borders[0], borders[borders.count - 1], first, last, decimals)
        if whole.state != .unknown {
            whole.usage = sum.map { Index(units: $0, decimals: decimals) }
            let isOpen = ends[0] == nil || ends[ends.count - 1] == nil
            if isOpen, whole.state == .whole { whole.state = .incomplete }
        }
        total = whole
    }

    private static func interval(
        _ from: Timestamp, _ to: Timestamp, _ first: UsageCount.Mark?, _ last: UsageCount.Mark?, _ decimals: Int
    ) -> UsageInterval {
        var interval = UsageInterval(
            from: from, to: to, first: first?.point, last: last?.point, usage: nil, state: .unknown)
        guard let first, let last, first.point.seq != last.point.seq else { return interval }
        guard first.chain == last.chain else {
            interval.state = .broken
            return interval
        }
        interval.usage = Index(units: last.units - first.units, decimals: decimals)
        interval.state = Usage.state(interval, first.point, last.point)
        return interval
    }

    /// Half of an interval before its end, and less than half after its beginning: no reading is taken for two borders.
    static func isInReach(_ at: Timestamp, _ number: Int, _ borders: [Timestamp], _ reach: Int64) -> Bool {
        let away = at.milliseconds - borders[number].milliseconds
        let first = min(max(0, away <= 0 ? number - 1 : number), borders.count - 2)
        let length = borders[first + 1].milliseconds - borders[first].milliseconds
        return abs(away) <= reach && (away <= 0 ? -away <= length / 2 : 2 * away < length)
    }

    private static func sum(_ a: Int64, _ b: Int64) -> Int64? {
        let (sum, isTooMuch) = a.addingReportingOverflow(b)
        return isTooMuch ? nil : sum
    }
}
