// A period in detail: every interval and every gap, adding up to the last digit, the same from the finest to the coarsest step.

import Recognition
import Testing

@testable import Metering

@Suite struct UsageSheetTests {
    private static let minute: Int64 = 60_000

    private func point(_ minute: Int64, _ units: Int64, run: Int = 0, sure: Bool = true) -> UsagePoint {
        UsagePoint(
            seq: minute + 1, at: Timestamp(milliseconds: minute * Self.minute), index: Index(units: units, decimals: 3),
            run: run, isTimeSure: sure)
    }

    private func sheet(_ points: [UsagePoint], every: Int64 = 60, _ count: Int64, capacity: Index? = nil) -> UsageSheet
    {
        UsageSheet(
            UsageSeries(points), borders: (0...count).map { Timestamp(milliseconds: $0 * every * Self.minute) },
            capacity: capacity)
    }

    private func told(_ intervals: [UsageInterval]) -> [String] {
        intervals.map {
            let (from, to) = ($0.from.milliseconds / Self.minute, $0.to.milliseconds / Self.minute)
            return "\(from)-\(to) \($0.usage?.text ?? "-") \($0.state)"
        }
    }

    @Test func aGapIsToldAsAWholeAndDividedAmongNothing() {
        let sheet = sheet([point(0, 0), point(60, 5), point(240, 65), point(300, 70)], 5)
        #expect(
            told(sheet.intervals) == [
                "0-60 0.005 whole", "60-120 - unknown", "120-180 - unknown", "180-240 - unknown",
                "240-300 0.005 whole",
            ])
        #expect(told(sheet.gaps) == ["60-240 0.060 whole"])
        #expect(sheet.total.map { told([$0]) } == ["0-300 0.070 whole"])
    }

    @Test func beforeTheFirstAndAfterTheLastReadingNothingIsKnown() {
        let sheet = sheet([point(60, 5), point(120, 7)], 4)
        #expect(told(sheet.gaps) == ["0-60 - unknown", "120-240 - unknown"])
        #expect(sheet.total.map { told([$0]) } == ["0-240 0.002 incomplete"])
        #expect(told(self.sheet([], 2).gaps) == ["0-120 - unknown"])
    }

    @Test func aRegisterThatBeginsAgainAtNoughtTwiceCountsOn() {
        let points = [point(0, 900), point(60, 100), point(90, 700), point(120, 950), point(150, 400), point(180, 850)]
        let sheet = sheet(points, 3, capacity: Index(units: 1, decimals: 0))
        #expect(told(sheet.intervals) == ["0-60 0.200 whole", "60-120 0.850 whole", "120-180 0.900 whole"])
        #expect(sheet.total?.usage?.text == "1.950")
    }

    @Test func acrossAnExchangeOnlyWhatIsOnItsSidesIsTold() {
        let points = [
            point(0, 10), point(60, 20), point(100, 5, run: 1), point(120, 9, run: 1), point(180, 10, run: 1),
        ]
        let sheet = sheet(points, 3)
        #expect(told(sheet.intervals) == ["0-60 0.010 whole", "60-120 - broken", "120-180 0.001 whole"])
        #expect(sheet.total.map { told([$0]) } == ["0-180 0.011 broken"])
    }

    @Test func aReadingHalfWayIsTakenForOneBorderOnly() {
        #expect(told(sheet([point(0, 0), point(30, 4)], 1).intervals) == ["0-60 0.004 incomplete"])
        #expect(told(sheet([point(30, 4), point(60, 7)], 1).intervals) == ["0-60 - unknown"])
    }

    @Test func indexesThatNoCountCanHoldBreakItAndTrapNothing() {
        let huge = [Int64.max, .min, .max / 2, 0].enumerated().map { number, units in
            UsagePoint(
                seq: Int64(number), at: Timestamp(milliseconds: Int64(number) * 60 * Self.minute),
                index: Index(units: units, decimals: number))
        }
        #expect(sheet(huge, 3).intervals.allSatisfy { $0.state == .broken })
    }

    @Test func daysOf23And25HoursAreCountedAsTheyPass() {
        for (day, next, hours) in [("2026-03-29", "2026-03-30", 23), ("2026-10-25", "2026-10-26", 25)] {
            let (from, to) = (Berlin.at(day + "T00:00"), Berlin.at(next + "T00:00"))
            let points = (0...Int64(hours)).map {
                UsagePoint(
                    seq: $0, at: Timestamp(milliseconds: from.milliseconds + $0 * 3_600_000),
                    index: Index(units: $0, decimals: 1))
            }
            for (step, count) in [(UsageStep.quarter, hours * 4), (.hour, hours), (.part, 4), (.day, 1)] {
                let borders = Berlin.time.borders(of: step, from: from, to: to, limit: 200)
                let sheet = UsageSheet(UsageSeries(points), borders: borders)
                #expect(sheet.intervals.count == count && sheet.total?.usage?.units == Int64(hours), "\(day) \(step)")
            }
            let parts = Berlin.time.borders(of: .part, from: from, to: to, limit: 9)
            let night = UsageSheet(UsageSeries(points), borders: parts).intervals[0]
            #expect(night.usage?.units == Int64(hours - 18) && night.state == .whole)
        }
    }
}
