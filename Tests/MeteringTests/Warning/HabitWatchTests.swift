// How long nobody uses anything as a rule, and what teaches it.

import Recognition
import Testing

@testable import Metering

@Suite struct HabitWatchTests {
    /// Minutes after midnight at which no use is told when nobody lives there from then on.
    private func told(_ meter: WatchedMeter, within minutes: Int = 2_880) -> Int? {
        var meter = meter
        meter.lives = false
        for minute in stride(from: 5, through: minutes, by: 5) {
            if meter.pass(minutes: 5).contains(where: { $0.warning.kind == .noUse }) { return minute }
        }
        return nil
    }

    @Test func nobodyIsMissedBeforeSixWeeksAreKnown() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 41)
        #expect(told(meter) == nil)
        _ = meter.pass(days: 3)
        #expect(told(meter) != nil)
    }

    @Test func aLateMorningIsRememberedForSixteenWeeks() throws {
        var meter = WatchedMeter()
        _ = meter.pass(days: 44)
        let before = try #require(self.told(meter))
        // Once nothing is used before noon.
        meter.lives = false
        _ = meter.pass(minutes: 600)
        meter.lives = true
        _ = meter.pass(minutes: 840)
        _ = meter.pass(days: 100)
        #expect(try #require(told(meter)) == before + 300)
        _ = meter.pass(days: 14)
        #expect(told(meter) == before)
    }

    @Test func aJourneyTeachesNothing() throws {
        var meter = WatchedMeter()
        _ = meter.pass(days: 44)
        let before = try #require(self.told(meter))
        meter.lives = false
        _ = meter.pass(days: 3)
        meter.lives = true
        _ = meter.pass(days: 3)
        #expect(told(meter) == before)
    }

    @Test func whatBeganAtAnotherTimeOfTheDaySaysNothing() throws {
        // By day nobody uses anything for seven hours, at night for nine: by day it is told after nine, at night after eleven.
        var meter = WatchedMeter()
        _ = meter.pass(days: 44)
        _ = meter.pass(minutes: 740)
        let told = try #require(self.told(meter))
        #expect(told > 8 * 60 && told < 9 * 60)
    }

    @Test func aPlaceThatTremblesIsNoUse() throws {
        var meter = WatchedMeter()
        _ = meter.pass(days: 44)
        let before = try #require(self.told(meter))
        // Every two hours one reading shows a unit more, and the next one takes it back.
        meter.lives = false
        var first: Int?
        for minute in stride(from: 5, through: 2_880, by: 5) where first == nil {
            meter.litres += minute % 120 == 60 ? 1 : minute % 120 == 65 ? -1 : 0
            if meter.pass(minutes: 5).contains(where: { $0.warning.kind == .noUse }) { first = minute }
        }
        let late = try #require(first) - before
        #expect(late >= 0 && late <= 5)
    }

    @Test func aSingleUnitThatStaysIsUse() throws {
        var meter = WatchedMeter()
        _ = meter.pass(days: 44)
        let before = try #require(self.told(meter))
        meter.lives = false
        _ = meter.pass(minutes: 300)
        meter.litres += 1
        #expect(told(meter, within: before - 300 + 60) == nil)
    }

    @Test func theLastDayAwayDoesNotBeginAPause() throws {
        var meter = WatchedMeter()
        _ = meter.pass(days: 44)
        _ = meter.pass(minutes: 1_380)
        let before = try #require(self.told(meter))
        // Announced until eleven at night, back at noon.
        meter.watch.awayUntil = Timestamp(milliseconds: meter.now.milliseconds + 86_400_000)
        meter.lives = false
        _ = meter.pass(minutes: 1_440 + 720)
        meter.lives = true
        _ = meter.pass(days: 1)
        _ = meter.pass(minutes: 720)
        #expect(told(meter) == before)
    }
}
