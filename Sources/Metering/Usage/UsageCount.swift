// What a register has counted up to each of its readings, followed from one to the next: a register that begins again at nought counts on,
// however often it does. Where the meter was exchanged, its index set, or the count leaves what an index can hold, another count begins.
// A difference of two counts is exact, and differences of the same count add up.

import Recognition

/// Readings with what was counted up to them.
struct UsageCount {
    /// A reading's place in the count.
    struct Mark: Equatable {
        var point: UsagePoint
        /// Units of the last place since the count began.
        var units: Int64
        /// Which count.
        var chain: Int
    }

    /// Ascending, one for each reading.
    private(set) var marks: [Mark] = []
    /// Places of the units: the most that any reading has.
    let decimals: Int

    /// Follows readings, ascending. `capacity` is how far the register counts before it begins again at nought.
    init(_ points: [UsagePoint], capacity: Index?) {
        var decimals = 0
        for point in points where point.index.decimals > decimals { decimals = point.index.decimals }
        self.decimals = decimals
        let whole = capacity?.scaled(to: decimals)
        marks.reserveCapacity(points.count)
        var shown: Int64 = 0
        for point in points {
            let index = point.index.scaled(to: decimals)
            var mark = Mark(point: point, units: 0, chain: 0)
            if let last = marks.last {
                mark.chain = last.chain + 1
                if last.point.run == point.run, let units = Self.step(shown, index, whole, last.units) {
                    (mark.units, mark.chain) = (units, last.chain)
                }
            }
            marks.append(mark)
            shown = index
        }
    }

    /// The count after one more reading; nil if it cannot be told.
    private static func step(_ from: Int64, _ to: Int64, _ whole: Int64?, _ count: Int64) -> Int64? {
        let (difference, isTooFar) = to.subtractingReportingOverflow(from)
        guard !isTooFar, abs(to) < limit, abs(from) < limit else { return nil }
        let (sum, isTooMuch) = count.addingReportingOverflow(Usage.unrolled(difference, whole))
        return isTooMuch || abs(sum) >= limit ? nil : sum
    }

    /// The reading next to a border, of which the earlier one if they are as far; nil without readings. `from` is where to begin to look,
    /// and is moved on: borders ascend.
    func nearest(to border: Timestamp, from: inout Int) -> Mark? {
        while from < marks.count, marks[from].point.at < border { from += 1 }
        guard from > 0 else { return marks.first }
        guard from < marks.count else { return marks.last }
        let before = border.milliseconds - marks[from - 1].point.at.milliseconds
        let after = marks[from].point.at.milliseconds - border.milliseconds
        return before <= after ? marks[from - 1] : marks[from]
    }

    private static let limit = Int64(Limits.unitsMax)
}
