// What a series holds does not depend on the order in which it came.

import Recognition
import Testing

@testable import Metering

@Suite struct UsageSeriesTests {
    private func point(_ seq: Int64, _ minute: Int64, _ units: Int64, sure: Bool = true) -> UsagePoint {
        UsagePoint(
            seq: seq, at: Timestamp(milliseconds: minute * 60_000), index: Index(units: units, decimals: 0),
            isTimeSure: sure)
    }

    /// Readings in the order in which they come.
    private func series(_ points: [UsagePoint]) -> UsageSeries {
        var series = UsageSeries()
        for point in points { series.add(point) }
        return series
    }

    @Test func aLateReadingStandsWhereItBelongs() {
        let points = [point(1, 0, 0), point(4, 30, 9), point(3, 10, 3), point(2, 5, 1)]
        #expect(series(points).points.map(\.seq) == [1, 2, 3, 4])
        #expect(series(points) == UsageSeries(points))
    }

    @Test func theFirstAndTheLastAreThoseWhoseTimeIsSure() {
        let guessed = [point(1, 0, 0, sure: false), point(9_999, 9_999, 9_999, sure: false)]
        // More than a page.
        let sure = (2..<2_000).map { point($0, $0, $0) }
        #expect(series(guessed + sure).firstSure == sure.first && series(guessed + sure).lastSure == sure.last)
        #expect(series(guessed).firstSure == nil && UsageSeries().lastSure == nil)
    }

    @Test func aReadingThatComesTwiceIsThereOnce() {
        #expect(series([point(1, 0, 0), point(1, 0, 0)]).points.count == 1)
    }

    @Test func aReadingStampedAgainStandsAtItsNewTimeWhicheverComesFirst() {
        let (guessed, known) = (point(1, 90, 5, sure: false), point(1, 20, 5))
        for pair in [[guessed, known], [known, guessed]] {
            #expect(series(pair + [point(2, 60, 7)]).points == [known, point(2, 60, 7)])
        }
    }

    @Test func aWithdrawnReadingIsGoneEvenWhereItsWithdrawalComesFirst() {
        var early = UsageSeries()
        early.withdraw(2)
        for point in [point(1, 0, 0), point(2, 5, 99), point(3, 9, 1)] { early.add(point) }
        var late = series([point(1, 0, 0), point(2, 5, 99), point(3, 9, 1)])
        late.withdraw(2)
        #expect(early == late && early.points.map(\.seq) == [1, 3])
    }

    @Test func thinnedItKeepsWhatLiesNextToBordersAndAnswersAsBefore() {
        let points = (0..<300).map { (number: Int64) in point(number, number, number * number, sure: number != 90) }
        let borders = [60, 120, 180].map { Timestamp(milliseconds: $0 * 60_000) }
        let whole = series(points)
        var thin = whole
        thin.thin(before: Timestamp(milliseconds: 600_000), around: borders)
        let kept = [10..<60, 60..<61, 119..<121, 179..<300].flatMap { $0.map(Int64.init) }
        #expect(thin.points.map(\.seq) == kept)
        #expect(UsageSheet(thin, borders: borders).intervals == UsageSheet(whole, borders: borders).intervals)
        // What was let go of is not withdrawn.
        thin.add(points[5])
        #expect(thin.points.first?.seq == 5)
        thin.thin(before: Timestamp(milliseconds: 600_000), around: [])
        #expect(thin.points.first?.seq == 5)
    }
}
