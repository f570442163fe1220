// Several registers added up, from border to border. The sum is exact: each register's usage is the difference of the indexes that were
// read next to the borders, times its factor. What that may be off is told beside it: an index is cut off behind its last place, and what
// flowed between a border and the reading next to it is known no better than from the readings on both sides of the border. Where one
// register's usage is not known the sum is not, and nothing is made up for it.

import Recognition

/// A sum of registers.
public struct MeterSum: Sendable, Equatable {
    /// What is added up.
    public var terms: [MeterTerm]

    /// A sum.
    public init(_ terms: [MeterTerm]) { self.terms = terms }

    /// The sum from each border to the next. A border takes the reading next to it, within half of the interval that it lies in and
    /// within `reach` milliseconds, where there is another one on its other side. Readings whose time nobody vouches for are passed over.
    public func intervals(
        _ readings: [RegisterName: UsageSeries], borders: [Timestamp], reach: Int64 = .max
    ) -> [SumInterval] {
        intervals(CountedReadings(readings, of: terms), borders: borders, reach: reach)
    }

    func intervals(_ counted: CountedReadings, borders: [Timestamp], reach: Int64 = .max) -> [SumInterval] {
        guard borders.count > 1 else { return [] }
        let ends = terms.map { counted.counts[$0.register]?.ends(borders, reach: reach) }
        return (1..<borders.count).map { number in
            var sum = SumInterval(from: borders[number - 1], to: borders[number])
            for (term, ends) in zip(terms, ends) {
                let places = counted.counts[term.register]?.decimals ?? 0
                sum.parts.append(Self.part(term, ends?[number - 1], ends?[number], places))
            }
            sum.addUp()
            return sum
        }
    }

    private static func part(
        _ term: MeterTerm, _ first: UsageCount.End?, _ last: UsageCount.End?, _ decimals: Int
    ) -> SumPart {
        var part = SumPart(register: term.register, first: first?.mark.point, last: last?.mark.point)
        guard let first, let last, first.mark.point.seq != last.mark.point.seq, first.mark.chain == last.mark.chain
        else { return part }
        let (units, isTooMuch) = (last.mark.units - first.mark.units).multipliedReportingOverflow(by: term.factor.units)
        guard !isTooMuch else { return part }
        part.usage = Index(units: units, decimals: decimals + term.factor.decimals)
        let unit = abs(term.factor.value) * Index(units: 1, decimals: decimals).value
        let coarse = max(unit, abs(term.factor.value) * (term.resolution?.value ?? 0))
        func doubt(_ end: UsageCount.End) -> Double {
            coarse * coarse * Limits.cutVariance + unit * unit * end.variance
        }
        part.endVariance = doubt(last)
        let tolerated = term.tolerance * (part.usage?.value ?? 0)
        // A tolerance is a bound: what lies evenly within it has a third of its square.
        part.variance = doubt(first) + doubt(last) + tolerated * tolerated / 3
        return part
    }
}
