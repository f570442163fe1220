// The readings of several registers, counted once for as many questions as are asked of them.

import Recognition

/// What registers have counted.
struct CountedReadings {
    private(set) var counts: [RegisterName: UsageCount] = [:]

    /// Follows the readings of these registers whose time is sure; with an `end`, only those that questions up to it can ask for.
    init(_ readings: [RegisterName: UsageSeries], of terms: [MeterTerm], end: Timestamp? = nil) {
        for term in terms where counts[term.register] == nil {
            var points: [UsagePoint] = []
            for point in readings[term.register]?.points ?? [] where point.isTimeSure {
                points.append(point)
                if let end, point.at >= end { break }
            }
            counts[term.register] = UsageCount(points, capacity: term.capacity)
        }
    }
}

extension UsageCount {
    /// The reading that stands for a border.
    struct End: Equatable {
        var mark: Mark
        /// What may have flowed between the two, as the variance of it in units.
        var variance: Double
    }

    /// What stands for each border; nil where nothing does.
    func ends(_ borders: [Timestamp], reach: Int64) -> [End?] {
        var next = 0
        return borders.indices.map { number in
            let border = borders[number]
            guard let mark = nearest(to: border, from: &next),
                UsageSheet.isInReach(mark.point.at, number, borders, reach)
            else { return nil }
            let away = Double(abs(mark.point.at.milliseconds - border.milliseconds))
            guard away > 0 else { return End(mark: mark, variance: 0) }
            guard next > 0, next < marks.count else { return nil }
            let (before, after) = (marks[next - 1], marks[next])
            guard before.chain == after.chain else { return nil }
            // All of it may have flowed at once, and nobody knows when: the chance that it was on the wrong side of the border is the
            // share of the time there. What flows evenly is less far off.
            let flowed = Double(after.units - before.units)
            let span = Double(after.point.at.milliseconds - before.point.at.milliseconds)
            return End(mark: mark, variance: min(1, away / max(span, 1)) * flowed * flowed)
        }
    }
}

extension Index {
    /// For statistics only.
    var value: Double { Double(units) / Double(Index(units: 1, decimals: 0).scaled(to: decimals)) }
}
