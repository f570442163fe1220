// Readings in pages stand in order whatever the order in which they came, and late ones move a page and no more.

import Recognition
import Testing

@testable import Metering

@Suite struct UsagePagesTests {
    private func point(_ seq: Int64, _ minute: Int64) -> UsagePoint {
        UsagePoint(seq: seq, at: Timestamp(milliseconds: minute * 60_000), index: Index(units: seq, decimals: 0))
    }

    @Test func anyOrderGivesTheSame() {
        let seed = UInt64.random(in: 0 ... .max)
        print("pages of readings from seed \(seed)")
        var random = TestRandom(seed: seed)
        // Many at the same time, so that numbers decide.
        let points = (0..<5_000).map { point(Int64($0), Int64(random.below(900))) }
        var shuffled = points
        for place in shuffled.indices { shuffled.swapAt(place, random.below(place + 1)) }
        var (pages, others) = (UsagePages(), UsagePages())
        for point in points { pages.insert(point) }
        for point in shuffled { others.insert(point) }
        let ordered = points.sorted { ($0.at, $0.seq) < ($1.at, $1.seq) }
        #expect(pages.points == ordered && others.points == ordered && pages == others)
        for point in points where point.seq % 3 == 0 {
            #expect(others.point(at: point.at, point.seq) == point)
            others.remove(at: point.at, point.seq)
        }
        #expect(others.points == ordered.filter { $0.seq % 3 != 0 } && pages != others)
        for point in points where point.seq % 3 != 0 { others.remove(at: point.at, point.seq) }
        #expect(others == UsagePages())
    }

    @Test func timesAreFoundByNumberAndForgotten() {
        var times = UsageTimes()
        let group = Int64(1) << Limits.usageGroupBits
        let numbers: [Int64] = [-group - 1, -1, 0, group - 1, group, .max, .min]
        for number in numbers { times[number] = Timestamp(milliseconds: number) }
        #expect(numbers.allSatisfy { times[$0] == Timestamp(milliseconds: $0) } && times[1] == nil)
        for number in numbers { times[number] = nil }
        #expect(times == UsageTimes())
    }
}
