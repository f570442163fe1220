// What was used by interval: exact, from the readings next to the borders, and never made up.

import Recognition
import Testing

@testable import Metering

@Suite struct UsageTests {
    private static let hour: Int64 = 3_600_000

    /// An index in thousandths at a minute.
    private func point(_ minute: Double, _ units: Int64, run: Int = 0, sure: Bool = true) -> UsagePoint {
        UsagePoint(
            seq: Int64(minute * 100) + 1, at: Timestamp(milliseconds: Int64(minute * 60_000)),
            index: Index(units: units, decimals: 3), run: run, isTimeSure: sure)
    }

    private func hours(_ count: Int64) -> [Timestamp] {
        (0...count).map { Timestamp(milliseconds: $0 * Self.hour) }
    }

    private func told(_ points: [UsagePoint], hours count: Int64, capacity: Index? = nil) -> [String] {
        Usage.intervals(borders: hours(count), points: points, capacity: capacity).map {
            "\($0.usage?.text ?? "-") \($0.state.rawValue)"
        }
    }

    @Test func betweenReadingsAtTheBordersItIsWholeAndExact() {
        let points = [point(0, 100), point(30, 104), point(61, 107), point(119, 107), point(180, 1_107)]
        #expect(told(points, hours: 3) == ["0.007 whole", "0.000 whole", "1.000 whole"])
    }

    @Test func theIntervalsAddUpToTheWhole() {
        let points = (0...60).map { point(Double($0) * 7.3, Int64($0 * $0)) }
        let usage = Usage.intervals(borders: hours(7), points: points).compactMap(\.usage)
        let whole = Usage.intervals(borders: [hours(7)[0], hours(7)[7]], points: points)[0]
        #expect(usage.count == 7 && usage.reduce(0) { $0 + $1.units } == whole.usage?.units)
    }

    @Test func whereReadingsLieAwayFromTheBorderItIsIncomplete() {
        // 7 minutes are near in an hour, 8 are not; the interval before shares the border.
        #expect(told([point(0, 0), point(67, 5), point(120, 9)], hours: 2) == ["0.005 whole", "0.004 whole"])
        #expect(
            told([point(0, 0), point(68, 5), point(120, 9)], hours: 2) == ["0.005 incomplete", "0.004 incomplete"])
        #expect(told([point(0, 0, sure: false), point(60, 5)], hours: 1) == ["0.005 incomplete"])
    }

    @Test func aGapIsToldAndNothingIsMadeUpForIt() {
        let points = [point(0, 0), point(60, 5), point(100, 6), point(320, 60), point(360, 70)]
        #expect(
            told(points, hours: 6) == [
                "0.005 whole", "0.001 incomplete", "- unknown", "- unknown", "- unknown", "0.010 incomplete",
            ])
        #expect(told([], hours: 2) == ["- unknown", "- unknown"])
        // One reading is next to both borders: there is no difference to be told.
        #expect(told([point(30, 7)], hours: 1) == ["- unknown"])
    }

    @Test func aShortIntervalTakesNothingFromTheLongOneBeforeIt() {
        let borders = [0, 60, 62].map { Timestamp(milliseconds: $0 * 60_000) }
        let usage = Usage.intervals(borders: borders, points: [point(0, 0), point(55, 4), point(61.5, 6)])
        #expect(usage.map { $0.usage?.text } == ["0.004", "0.002"])
    }

    @Test func indexesOfAnotherMeterAreNotSubtracted() {
        let points = [point(0, 90_000), point(60, 90_010), point(61, 5, run: 1), point(120, 9, run: 1)]
        #expect(told(points, hours: 2) == ["0.010 whole", "- broken"])
    }

    @Test func aRegisterThatBeginsAgainAtNoughtHasNotRunBackwards() {
        let points = [point(0, 99_999), point(60, 4), point(120, 2)]
        let capacity = Index(units: 100, decimals: 0)
        #expect(told(points, hours: 2, capacity: capacity) == ["0.005 whole", "-0.002 whole"])
        #expect(told(points, hours: 2) == ["-99.995 whole", "-0.002 whole"])
    }

    @Test func gearsThatPlayBackOverNoughtHaveNotGoneAllTheWayRound() {
        let points = [point(0, 1), point(60, 99_998), point(120, 2)]
        #expect(told(points, hours: 2, capacity: Index(units: 100, decimals: 0)) == ["-0.003 whole", "0.004 whole"])
    }

    @Test func indexesOfDifferentPlacesAreSubtractedExactly() {
        var points = [point(0, 0), point(60, 0)]
        points[0].index = Index(units: 15, decimals: 1)
        points[1].index = Index(units: 1_512, decimals: 3)
        #expect(told(points, hours: 1) == ["0.012 whole"])
    }

    @Test func daysTakeReadingsOfHoursAway() {
        let day = 24 * Self.hour
        let borders = [Timestamp(milliseconds: 0), Timestamp(milliseconds: day), Timestamp(milliseconds: 2 * day)]
        // Read at six every morning: what is told of a day is what was used from six to six, and said to be no whole day.
        let points = (0..<3).map { point(Double($0) * 1_440 + 360, Int64($0) * 500) }
        let usage = Usage.intervals(borders: borders, points: points)
        #expect(usage.map { $0.usage?.text } == ["0.500", "0.500"] && usage.allSatisfy { $0.state == .incomplete })
    }
}
