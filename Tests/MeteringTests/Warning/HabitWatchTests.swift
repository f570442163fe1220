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

    @Test func nobodyIsMissedBeforeFourWeeksAreKnown() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 27)
        #expect(told(meter) == nil)
        _ = meter.pass(days: 3)
        #expect(told(meter) != nil)
    }

    @Test func aLateMorningIsRememberedForSixteenWeeks() throws {
        var meter = WatchedMeter()
        _ = meter.pass(days: 30)
        let before = try #require(told(meter))
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
        _ = meter.pass(days: 30)
        let before = try #require(told(meter))
        meter.lives = false
        _ = meter.pass(days: 3)
        meter.lives = true
        _ = meter.pass(days: 3)
        #expect(told(meter) == before)
    }

    @Test func whatBeganAtAnotherTimeOfTheDaySaysNothing() throws {
        // By day nobody uses anything for seven hours, at night for nine: by day it is told after nine, at night after eleven.
        var meter = WatchedMeter()
        _ = meter.pass(days: 30)
        _ = meter.pass(minutes: 740)
        let told = try #require(self.told(meter))
        #expect(told > 8 * 60 && told < 9 * 60)
    }
}
