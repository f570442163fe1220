// Intervals of usage where the clock is put forward and back.

import Capture
import Metering
import Testing

@Suite struct LocalTimeUsageTests {
    private func at(_ text: String) -> Timestamp { Timestamp(text)! }

    private func hours(_ zone: TestZone, _ inside: String) -> Double {
        let span = zone.local.span(of: .day, around: at(inside))
        return span.upperBound.seconds(since: span.lowerBound) / 3_600
    }

    @Test func aDayHasAsManyHoursAsTheClockMakesIt() {
        #expect(hours(.berlin, "2026-03-28T12:00:00Z") == 24)
        #expect(hours(.berlin, "2026-03-29T12:00:00Z") == 23)
        #expect(hours(.berlin, "2026-10-25T12:00:00Z") == 25)
        #expect(hours(.lordHowe, "2026-10-04T00:00:00Z") == 23.5)
        #expect(zoneDay(.berlin, "2026-10-25T22:59:59.999Z") == "2026-10-24T22:00:00Z")
        #expect(zoneDay(.berlin, "2026-10-25T23:00:00Z") == "2026-10-25T23:00:00Z")
    }

    private func zoneDay(_ zone: TestZone, _ inside: String) -> String {
        zone.local.span(of: .day, around: at(inside)).lowerBound.text
    }

    @Test func theHourThatComesTwiceIsTwoHours() {
        let day = TestZone.berlin.local.span(of: .day, around: at("2026-10-25T12:00:00Z"))
        let borders = TestZone.berlin.local.borders(of: .hour, from: day.lowerBound, to: day.upperBound, limit: 64)
        #expect(borders.count == 26 && borders.last == day.upperBound)
        #expect(zip(borders, borders.dropFirst()).allSatisfy { $1.seconds(since: $0) == 3_600 })
        let short = TestZone.berlin.local.span(of: .day, around: at("2026-03-29T12:00:00Z"))
        #expect(
            TestZone.berlin.local.borders(of: .hour, from: short.lowerBound, to: short.upperBound, limit: 64).count
                == 24)
    }

    @Test func aMonthBeginsAtMidnightByItsOwnOffset() {
        let span = TestZone.berlin.local.span(of: .month, around: at("2026-03-15T00:00:00Z"))
        #expect(span == at("2026-02-28T23:00:00Z")..<at("2026-03-31T22:00:00Z"))
    }

    @Test func intervalsLieSideBySideAndHoldWhatTheyWereFoundBy() {
        for zone in TestZone.all {
            for step in UsageStep.allCases {
                for number in 0..<400 {
                    let inside = Timestamp(milliseconds: 1_774_000_000_000 + Int64(number) * 61_234_567)
                    let span = zone.local.span(of: step, around: inside)
                    #expect(span.contains(inside), "\(zone) \(step) \(inside.text)")
                    let next = zone.local.span(of: step, around: span.upperBound)
                    #expect(next.lowerBound == span.upperBound, "\(zone) \(step) \(inside.text)")
                    #expect(
                        zone.local.span(of: step, around: span.lowerBound) == span, "\(zone) \(step) \(inside.text)")
                }
            }
        }
    }

    @Test func aClockThatIsPutForwardWithinAnHourBeginsAnother() {
        // Twenty past by the old clock is ten to by the new one.
        let zone = LocalTime { $0 < 1_200 ? 0 : 1_800 }
        let borders = zone.borders(
            of: .hour, from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 7_200_000), limit: 9)
        #expect(borders.map { $0.milliseconds / 60_000 } == [0, 20, 30, 90, 150])
        let inside = zone.span(of: .hour, around: Timestamp(milliseconds: 1_500_000))
        #expect(inside == Timestamp(milliseconds: 1_200_000)..<Timestamp(milliseconds: 1_800_000))
    }

    @Test func bordersEndWhereTheyAreToldTo() {
        let utc = LocalTime.fixed()
        let borders = utc.borders(of: .hour, from: at("2026-01-01T00:30:00Z"), to: at("2026-01-01T03:00:00Z"), limit: 9)
        #expect(borders.map(\.text) == (0...3).map { "2026-01-01T0\($0):00:00Z" })
        #expect(
            utc.borders(of: .minute, from: at("2026-01-01T00:00:00Z"), to: at("2027-01-01T00:00:00Z"), limit: 5).count
                == 6)
        #expect(
            utc.borders(of: .day, from: at("2026-01-01T00:00:00Z"), to: at("2026-01-01T00:00:00Z"), limit: 5).isEmpty)
    }
}
