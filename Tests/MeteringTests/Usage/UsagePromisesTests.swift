// What usage in detail promises, held against meters that are known to the last unit: readings at odd times, gaps, registers that begin
// again at nought, exchanges, late and corrected readings, days of 23 and 25 hours.

import Recognition
import Testing

@testable import Metering

@Suite struct UsagePromisesTests {
    /// Borders in two steps, of which the finer has all those of the coarser.
    private struct Steps {
        var fine: [Timestamp]
        var coarse: [Timestamp]

        init(_ fine: UsageStep, _ coarse: UsageStep, _ from: String, _ to: String) {
            let (from, to) = (Berlin.at(from), Berlin.at(to))
            self.fine = Berlin.time.borders(of: fine, from: from, to: to, limit: 200)
            self.coarse = Berlin.time.borders(of: coarse, from: from, to: to, limit: 200)
        }
    }

    /// A meter's readings with what it had counted at each of them.
    private struct Story {
        var points: [UsagePoint] = []
        /// By number of the reading.
        var counted: [Int64] = []
        var capacity: Index?
        var withdrawn: [Int64] = []
        /// Everything in an order of its own.
        var arrivals: [UsagePoint] = []
    }

    /// The shorter ones first: those come more often.
    private static let steps = [
        Steps(.quarter, .hour, "2026-10-25T01:00", "2026-10-25T04:00"),
        Steps(.quarter, .hour, "2026-03-29T00:00", "2026-03-29T04:00"),
        Steps(.hour, .part, "2026-03-29T00:00", "2026-03-29T12:00"),
        Steps(.hour, .part, "2026-10-25T00:00", "2026-10-25T12:00"),
        Steps(.part, .day, "2026-10-24T00:00", "2026-10-27T00:00"),
        Steps(.month, .year, "2026-01-01T00:00", "2027-01-01T00:00"),
        Steps(.minute, .quarter, "2026-01-31T23:45", "2026-02-01T00:00"),
        Steps(.hour, .day, "2026-03-29T00:00", "2026-03-30T00:00"),
        Steps(.day, .month, "2024-02-01T00:00", "2024-03-01T00:00"),
    ]

    /// In two halves, for two processors.
    @Test(arguments: 1...2) func aHundredThousandSeriesKeepEveryPromise(half: Int) {
        let seed = UInt64.random(in: 0 ... .max)
        print("series of usage, half \(half), from seed \(seed)")
        var random = TestRandom(seed: seed)
        for number in 0..<50_000 {
            let steps = Self.steps[min(random.below(Self.steps.count), random.below(Self.steps.count))]
            let story = Self.story(over: steps.fine, &random)
            let series = UsageSeries(story.points)
            let fine = UsageSheet(series, borders: steps.fine, capacity: story.capacity)
            let coarse = UsageSheet(series, borders: steps.coarse, capacity: story.capacity)
            var late = UsageSeries()
            for seq in story.withdrawn where seq % 2 == 0 { late.withdraw(seq) }
            for point in story.arrivals { late.add(point) }
            for seq in story.withdrawn where seq % 2 == 1 { late.withdraw(seq) }
            let again = UsageSheet(late, borders: steps.fine, capacity: story.capacity)
            let broken = [
                again == fine ? nil : "another order gives another sheet", Self.sums(fine, story),
                Self.sums(coarse, story), Self.gaps(fine, story, steps.fine), Self.agreement(fine, coarse),
            ].compactMap { $0 }
            guard broken.isEmpty else {
                Issue.record("series \(number) of seed \(seed): \(broken)")
                return
            }
        }
    }

    private static func story(over borders: [Timestamp], _ random: inout TestRandom) -> Story {
        var story = Story()
        let (from, to) = (borders[0].milliseconds, borders[borders.count - 1].milliseconds)
        let step = (to - from) / Int64(borders.count - 1)
        let whole: Int64 = 1_000
        story.capacity = random.below(2) == 0 ? Index(units: 1, decimals: 0) : nil
        let exchange = random.below(4) == 0 ? random.below(8) : -1
        var (at, counted, run) = (from - step / 3, Int64(random.below(1_000)), 0)
        for number in 0..<(1 + random.below(9)) {
            at += Int64(random.below(Int(step))) + (random.below(4) == 0 ? 2 * step : 1)
            // At a border now and then, to the millisecond.
            if random.below(3) == 0 { at = max(at, borders[random.below(borders.count)].milliseconds) }
            counted += Int64(random.below(number % 3 == 0 ? 499 : 20)) - (random.below(9) == 0 ? 3 : 0)
            if number == exchange { run += 1 }
            // Another meter shows something else.
            let index = counted + Int64(run) * 321
            let shown = story.capacity == nil ? index : (index % whole + whole) % whole
            story.points.append(
                UsagePoint(
                    seq: Int64(number), at: Timestamp(milliseconds: at), index: Index(units: shown, decimals: 3),
                    run: run, isTimeSure: random.below(12) != 0))
            story.counted.append(counted)
        }
        story.arrivals = story.points
        // A reading that was delivered twice, one that was wrong, and one that was first stamped by a clock that nobody had set.
        story.arrivals.append(story.points[random.below(story.points.count)])
        var wrong = story.points[random.below(story.points.count)]
        wrong.seq = 100 + Int64(random.below(2))
        wrong.index.units += 77
        story.withdrawn = [wrong.seq]
        story.arrivals.append(wrong)
        var guessed = story.points[random.below(story.points.count)]
        if guessed.isTimeSure {
            guessed.isTimeSure = false
            guessed.at.milliseconds += step
            story.arrivals.append(guessed)
        }
        for place in story.arrivals.indices { story.arrivals.swapAt(place, random.below(place + 1)) }
        return story
    }

    /// Every usage is what the meter counted, and all of them add up to what it counted from the first border that is known to the last.
    private static func sums(_ sheet: UsageSheet, _ story: Story) -> String? {
        var sum: Int64 = 0
        var isBroken = false
        for list in [sheet.intervals, sheet.gaps] {
            for told in list {
                isBroken = isBroken || told.state == .broken
                guard let usage = told.usage, let first = told.first, let last = told.last else { continue }
                guard usage.units == story.counted[Int(last.seq)] - story.counted[Int(first.seq)] else {
                    return "a usage is none"
                }
                sum += usage.units
            }
        }
        guard let total = sheet.total, let first = total.first, let last = total.last, first != last else {
            return sum == 0 ? nil : "a sum out of nothing"
        }
        guard total.usage?.units == sum else { return "the total is not the sum" }
        let counted = story.counted[Int(last.seq)] - story.counted[Int(first.seq)]
        return isBroken || counted == sum ? nil : "the sum is not the difference of the indexes"
    }

    /// An interval is told where both borders have their reading, and nowhere else; gaps and intervals cover the period once.
    private static func gaps(_ sheet: UsageSheet, _ story: Story, _ borders: [Timestamp]) -> String? {
        var known: [Int64?] = []
        for (number, border) in borders.enumerated() {
            var (best, away) = (-1, Int64.max)
            for (place, point) in story.points.enumerated() {
                let distance = abs(point.at.milliseconds - border.milliseconds)
                if distance < away { (best, away) = (place, distance) }
            }
            let isAfter = story.points[best].at > border
            let first = min(max(0, isAfter ? number : number - 1), borders.count - 2)
            let length = borders[first + 1].milliseconds - borders[first].milliseconds
            let isNear = isAfter ? 2 * away < length : 2 * away <= length
            known.append(isNear ? story.points[best].seq : nil)
        }
        var covered: Int64 = 0
        for (number, interval) in sheet.intervals.enumerated() {
            guard interval.first?.seq == known[number], interval.last?.seq == known[number + 1] else {
                return "a border has another reading"
            }
            let isTold = known[number] != nil && known[number + 1] != nil
            guard isTold == (interval.usage != nil || interval.state == .broken) else { return "made up, or kept back" }
            if isTold { covered += interval.to.milliseconds - interval.from.milliseconds }
        }
        for gap in sheet.gaps { covered += gap.to.milliseconds - gap.from.milliseconds }
        let length = borders[borders.count - 1].milliseconds - borders[0].milliseconds
        return covered == length ? nil : "the period is not covered once"
    }

    /// Where the finer sheet knows the borders of a coarser interval, it adds up to the same.
    private static func agreement(_ fine: UsageSheet, _ coarse: UsageSheet) -> String? {
        var next = 0
        for whole in coarse.intervals {
            let start = next
            var sum: Int64 = 0
            while next < fine.intervals.count, fine.intervals[next].to <= whole.to {
                sum += fine.intervals[next].usage?.units ?? 0
                next += 1
            }
            guard start < next, fine.intervals[start].from == whole.from, fine.intervals[next - 1].to == whole.to else {
                return "steps do not lie within each other"
            }
            let (first, last) = (fine.intervals[start], fine.intervals[next - 1])
            guard let begin = first.first, let end = last.last else { continue }
            guard begin == whole.first, end == whole.last else { return "a border has two readings" }
            guard let usage = whole.usage else { continue }
            for gap in fine.gaps where whole.from <= gap.from && gap.to <= whole.to { sum += gap.usage?.units ?? 0 }
            if sum != usage.units { return "the parts are not the whole" }
        }
        return nil
    }
}
