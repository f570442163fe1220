// The watch of a register: each thing is told once when it begins and once when it is over, and an ordinary month tells nothing.

import Recognition
import Testing

@testable import Metering

@Suite struct UsageWatchTests {
    @Test func anOrdinaryMonthTellsNothing() {
        var meter = WatchedMeter()
        #expect(meter.pass(days: 30).isEmpty)
    }

    @Test func aLeakOfTwoUnitsAnHourIsToldWithinADayAndEnds() throws {
        var meter = WatchedMeter()
        _ = meter.pass(days: 20)
        meter.flow = 2
        let events = meter.pass(days: 1)
        #expect(events.map(\.warning.kind) == [.leak])
        let leak = try #require(events.first).warning
        #expect(leak.hours >= 22 && leak.hours <= 24)
        #expect(leak.found >= 0.001 && leak.found <= 0.003)
        meter.flow = 0
        let over = meter.pass(days: 1)
        guard case .over(leak, _, .ended)? = over.first else {
            Issue.record("not over: \(over)")
            return
        }
        #expect(meter.watch.open.isEmpty)
    }

    @Test func aLeakThatDripsSlowerThanTheMeterCanSeeIsNone() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 20)
        meter.flow = 0.9
        #expect(!meter.pass(days: 3).contains { $0.warning.kind == .leak })
    }

    @Test func whatAlwaysFlowedIsNoLeakButWhatComesOnTopIs() {
        var meter = WatchedMeter(WarningRules(medium: .electricity, decimals: 3))
        meter.flow = 10
        #expect(!meter.pass(days: 20).contains { $0.warning.kind == .leak })
        meter.flow = 14
        #expect(meter.pass(days: 1).map(\.warning.kind) == [.leak])
        meter.flow = 10
        guard case .over(_, _, .ended)? = meter.pass(days: 1).first else {
            Issue.record("the leak is not over")
            return
        }
        #expect(meter.watch.open.isEmpty)
    }

    @Test func anOutageOfSomeHoursDelaysNoLeak() {
        var meter = WatchedMeter(WarningRules(medium: .electricity, decimals: 3))
        meter.flow = 10
        _ = meter.pass(days: 20)
        meter.flow = 14
        var events = meter.pass(minutes: 600)
        meter.minute += 300
        meter.litres += 70
        events += meter.pass(minutes: 540)
        #expect(events.map(\.warning.kind) == [.leak])
    }

    @Test func aBurstIsToldWithinTwoReadingsAndEnds() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 10)
        meter.flow = 2_400
        #expect(meter.pass(minutes: 10).map(\.warning.kind) == [.burst])
        meter.flow = 0
        guard case .over(_, _, .ended)? = meter.pass(minutes: 10).first else {
            Issue.record("the burst is not over")
            return
        }
    }

    @Test func anIndexThatFallsFurtherThanGearsPlayRunsBack() {
        var meter = WatchedMeter()
        _ = meter.pass(minutes: 60)
        meter.litres -= 3
        #expect(meter.pass(minutes: 5).isEmpty)
        meter.litres -= 2
        #expect(meter.pass(minutes: 5).map(\.warning.kind) == [.backflow])
        #expect(meter.pass(minutes: 30).isEmpty)
        meter.litres += 10
        guard case .over(let warning, _, .ended)? = meter.pass(minutes: 5).first else {
            Issue.record("the back-flow is not over")
            return
        }
        #expect(warning.kind == .backflow)
    }

    @Test func aRegisterThatBeginsAgainAtNoughtDoesNotRunBack() {
        var watch = UsageWatch(
            WarningRules(medium: .water, decimals: 3, capacity: Index(units: 100_000_000, decimals: 3)))
        for (minute, units) in [(0, 99_999_990), (5, 99_999_999), (10, 8)] as [(Int64, Int64)] {
            let time = Timestamp(milliseconds: minute * 60_000)
            #expect(watch.add(Index(units: units, decimals: 3), at: time, local: time.milliseconds).isEmpty)
        }
    }

    @Test func noUseIsToldWithinTwoHoursOfHabitAndEndsWithTheFirstUse() {
        var meter = WatchedMeter()
        #expect(meter.pass(days: 44).isEmpty)
        meter.lives = false
        // Seven is the habit; until nine somebody must have been told.
        #expect(meter.pass(minutes: 420).isEmpty)
        #expect(meter.pass(minutes: 120).map(\.warning.kind) == [.noUse])
        meter.lives = true
        #expect(meter.pass(minutes: 240).first?.warning.kind == .noUse)
    }

    @Test func nobodyIsMissedWhoHasSaidToBeAway() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 44)
        meter.lives = false
        meter.watch.awayUntil = Timestamp(milliseconds: meter.now.milliseconds + 3 * 86_400_000)
        #expect(meter.pass(days: 3).isEmpty)
    }

    @Test func noUseIsOnlyToldWhereSomebodyAskedForIt() {
        var meter = WatchedMeter(WarningRules(medium: .water, decimals: 3))
        _ = meter.pass(days: 30)
        meter.lives = false
        #expect(meter.pass(days: 3).isEmpty)
    }

    @Test func aMeterThatStandsStillForLongerThanAnybodyIsAwayIsJammed() {
        var meter = WatchedMeter(WarningRules(medium: .water, decimals: 3))
        _ = meter.pass(days: 30)
        meter.lives = false
        #expect(meter.pass(days: 15).isEmpty)
        #expect(meter.pass(days: 2).map(\.warning.kind) == [.jammed])
        meter.lives = true
        #expect(meter.pass(days: 1).map(\.warning.kind) == [.jammed])
        #expect(meter.watch.open.isEmpty)
    }

    @Test func whatALeakTookIsNotToldAgainAsUnusual() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 30)
        // In a whole day more than twice the usual use, but not before the leak is known.
        meter.flow = 8.5
        #expect(meter.pass(days: 3).map(\.warning.kind) == [.leak])
    }

    @Test func aMeterThatIsNotReadIsSilentUntilItIs() {
        var meter = WatchedMeter()
        _ = meter.pass(minutes: 60)
        let later = { (hours: Int64) in Timestamp(milliseconds: meter.now.milliseconds + hours * 3_600_000) }
        #expect(meter.watch.pass(to: later(23)).isEmpty)
        let time = later(25)
        #expect(meter.watch.pass(to: time).map(\.warning.kind) == [.silent])
        #expect(meter.watch.pass(to: time).isEmpty)
        guard case .over(let warning, _, .ended)? = meter.pass(minutes: 5).first else {
            Issue.record("still silent")
            return
        }
        #expect(warning.kind == .silent)
    }

    @Test func aDayOfTenTimesTheUsualUseIsUnusualAndOneDayOnly() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 30)
        var events: [WarningEvent] = []
        // Ten hours of a garden hose, with pauses.
        for hour in 0..<24 {
            meter.flow = hour % 2 == 0 ? 300 : 0
            events += meter.pass(minutes: 60)
        }
        meter.flow = 0
        #expect(events.map(\.warning.kind).contains(.unusual))
        events = meter.pass(days: 2)
        #expect(events.contains { $0.warning.kind == .unusual })
        #expect(meter.watch.open.isEmpty)
    }

    @Test func whatIsFedAgainIsKnownAgain() {
        var (first, second) = (WatchedMeter(), WatchedMeter())
        #expect(first.pass(days: 10) == second.pass(days: 10))
        #expect(first.watch == second.watch)
    }

    @Test func aReadingThatComesLateIsPassedOver() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 2)
        let before = meter.watch
        let early = Timestamp(milliseconds: meter.now.milliseconds - 60_000)
        #expect(meter.watch.add(Index(units: 5, decimals: 3), at: early, local: early.milliseconds).isEmpty)
        #expect(meter.watch == before)
    }

    @Test func anExchangeEndsWhatWasOpen() {
        var meter = WatchedMeter()
        _ = meter.pass(days: 10)
        meter.flow = 2_400
        _ = meter.pass(minutes: 10)
        guard case .over(_, _, .dropped)? = meter.watch.exchange(at: meter.now).first else {
            Issue.record("the burst was not dropped")
            return
        }
        #expect(meter.watch.open.isEmpty)
    }

    @Test func noIndexHoweverLargeStopsIt() {
        var watch = UsageWatch(WarningRules(medium: .water, decimals: 3))
        for (place, units) in [0, Int64.max, Int64.min, 17, Int64.max].enumerated() {
            let time = Timestamp(milliseconds: Int64(place) * 300_000)
            _ = watch.add(Index(units: units, decimals: place % 3), at: time, local: time.milliseconds)
        }
    }
}
