// A group day by day: warnings with their evidence and their end, and hints at what a difference comes from.

import Recognition
import Testing

@testable import Metering

@Suite struct BalanceWatchTests {
    private typealias Meter = SimulatedMeter

    @Test func aHouseWithoutLossIsNeverWarnedOf() {
        let (watch, events) = Meter.watched(Meter.house(lost: { _, _ in 0 }), days: 20)
        #expect(events.isEmpty && watch.open == nil)
        #expect(watch.days.count >= 18 && watch.days.allSatisfy { $0.verdict == .balanced })
        #expect(watch.hint(zone: Berlin.time) == .nothing)
        #expect(watch.hours(zone: Berlin.time).likely.isEmpty)
    }

    @Test func aLeakBeyondTheLimitIsToldOnceWithItsReadings() throws {
        let (watch, events) = Meter.watched(Meter.house(lost: { _, _ in 8 }), days: 15)
        let warning = try #require(watch.open)
        #expect(events == [.began(warning)])
        #expect(warning.kind == .imbalance && warning.unit == "%" && warning.usual == 5)
        #expect(abs(warning.found - 8) < 1)
        #expect(warning.evidence.map(\.register.meter) == ["supply", "first", "second"])
        let payload = events[0].payload(of: "house", register: "balance", at: warning.last.at)
        #expect(payload.contains(#"{"meter":"first","register":"main","captured_at":""#))
        #expect(warning.text.contains("of what was supplied there is missing"))
        guard case .steady(let flow) = watch.hint(zone: Berlin.time) else {
            Issue.record("\(watch.hint(zone: Berlin.time))")
            return
        }
        #expect(abs(flow - 0.008) < 0.0005)
    }

    @Test func aSmallLossIsSeenInAMonthAndNotWarnedOf() {
        let (watch, events) = Meter.watched(Meter.house(lost: { _, _ in 0.06 }), days: 31)
        #expect(events.isEmpty)
        #expect(watch.days.first?.verdict == .balanced)
        #expect(watch.days.last?.verdict == .loss)
    }

    @Test func aMeterThatCountsTooLittleIsNamed() {
        let (watch, _) = Meter.watched(Meter.house(lost: { _, _ in 0 }, slow: 0.7), days: 15)
        guard case .ofMeter(let name, let share) = watch.hint(zone: Berlin.time) else {
            Issue.record("\(watch.hint(zone: Berlin.time))")
            return
        }
        #expect(name.meter == "second" && abs(share - 3.0 / 7) < 0.02)
    }

    @Test func whoDrawsAtNightUnmeasuredIsToldWithTheHours() {
        let (watch, _) = Meter.watched(
            Meter.house(lost: { hour, isWeekend in !isWeekend && (1...3).contains(hour) ? 60 : 0 }), days: 22)
        guard case .atTimes(let times, _) = watch.hint(zone: Berlin.time) else {
            Issue.record("\(watch.hint(zone: Berlin.time))")
            return
        }
        #expect(times == BalanceTimes(days: .work, from: 1, count: 3))
        #expect(watch.hours(zone: Berlin.time).likely == [1, 2, 3])
    }

    @Test func aSupplyMeterThatCountsTooMuchIsNamed() {
        var meters = Meter.house(lost: { _, _ in 0 })
        let flow = meters[2].flow
        meters[2].flow = { 1.1 * flow($0, $1) }
        let (watch, _) = Meter.watched(meters, days: 15)
        guard case .ofSupply(let share) = watch.hint(zone: Berlin.time) else {
            Issue.record("\(watch.hint(zone: Berlin.time))")
            return
        }
        #expect(abs(share - 0.1 / 1.1) < 0.01)
    }

    @Test func moreSalesThanSupplyAreWarnedOfToo() throws {
        let (watch, events) = Meter.watched(Meter.house(lost: { _, _ in 0 }, slow: 1.4), days: 15)
        guard case .ofMeter(let name, let share) = watch.hint(zone: Berlin.time) else {
            Issue.record("\(watch.hint(zone: Berlin.time))")
            return
        }
        #expect(name.meter == "second" && share < -0.25)
        let warning = try #require(watch.open)
        #expect(events.count == 1 && warning.found < -5 && warning.text.contains("more was sold than supplied, by"))
    }

    @Test func aYearOfReadingsAtOnceIsJudgedLikeOneThatCameDayByDay() {
        let start = Berlin.at("2026-03-02T00:00")
        let meters = Meter.house(lost: { hour, _ in hour < 4 ? 9 : 0 })
        let points = meters.flatMap { meter in meter.readings(from: start, days: 40).map { (meter.name, $0) } }
        var (whole, daily) = (BalanceWatch(SimulatedMeter.book), BalanceWatch(SimulatedMeter.book))
        for (name, point) in points { whole.add(point, of: name) }
        let end = Berlin.at("2026-04-12T00:00")
        let told = whole.pass(to: end, zone: Berlin.time)
        var events: [WarningEvent] = []
        var now = start
        for (name, point) in points.sorted(by: { $0.1.at < $1.1.at }) {
            daily.add(point, of: name)
            if point.at.milliseconds - now.milliseconds > 7_200_000 {
                now = point.at
                events += daily.pass(to: now, zone: Berlin.time)
            }
        }
        events += daily.pass(to: end, zone: Berlin.time)
        #expect(events == told && daily.days == whole.days && whole.days.count > 35)
        #expect(daily.hint(zone: Berlin.time) == whole.hint(zone: Berlin.time))
    }

    @Test func daysOfYearsAgoAreNotJudged() {
        var watch = BalanceWatch(SimulatedMeter.book)
        let old = UsagePoint(seq: 0, at: Berlin.at("1985-01-01T00:00"), index: Index(units: 0, decimals: 3))
        watch.add(old, of: RegisterName("supply"))
        _ = watch.pass(to: Berlin.at("2026-03-02T00:00"), zone: Berlin.time)
        #expect(watch.days.count == 60 && (watch.days.first?.day.from ?? old.at) > Berlin.at("2025-01-01T00:00"))
    }

    @Test func aLeakAndASlowMeterAreToldTogether() {
        let (watch, _) = Meter.watched(Meter.house(lost: { _, _ in 8 }, slow: 0.8), days: 15)
        guard case .several(.steady(let flow), .ofMeter(let name, _)) = watch.hint(zone: Berlin.time) else {
            Issue.record("\(watch.hint(zone: Berlin.time))")
            return
        }
        #expect(name.meter == "second" && abs(flow - 0.008) < 0.001)
    }

    @Test func oneMeterBehindASupplyCannotBeToldFromIt() {
        // With a single sub-meter, a share of it is a share of the supply.
        var book = SimulatedMeter.book
        book.sales.terms.removeLast()
        var watch = BalanceWatch(book)
        let start = Berlin.at("2026-03-02T00:00")
        let first = Meter("first") { hour, _ in hour > 6 ? 100 : 3 }
        let supply = Meter("supply") { hour, _ in hour > 6 ? 110 : 3.3 }
        for meter in [first, supply] {
            for point in meter.readings(from: start, days: 12) { watch.add(point, of: meter.name) }
        }
        _ = watch.pass(to: Berlin.at("2026-03-14T00:00"), zone: Berlin.time)
        #expect(watch.days.last?.verdict == .loss && watch.hint(zone: Berlin.time) == .untold)
    }

    @Test func aWarningEndsWhenTheLeakIsMended() throws {
        let start = Berlin.at("2026-03-02T00:00")
        var watch = BalanceWatch(SimulatedMeter.book)
        let mend = Berlin.at("2026-03-12T00:00")
        var broken = 0.0
        for meter in Meter.house(lost: { _, _ in 0 }) {
            for var point in meter.readings(from: start, days: 40) {
                if meter.name.meter == "supply" {
                    broken = 8 * min(point.at, mend).seconds(since: start) / 3_600
                    point.index.units += Int64(broken)
                }
                watch.add(point, of: meter.name)
            }
        }
        let events = watch.pass(to: Berlin.at("2026-04-10T00:00"), zone: Berlin.time)
        #expect(events.count == 2 && watch.open == nil)
        guard case .over(_, let at, .ended) = try #require(events.last) else {
            Issue.record("\(events)")
            return
        }
        #expect(at > mend && at <= Berlin.at("2026-03-19T00:00"))
    }

    @Test func aDayWaitsForReadingsAndNotForEver() {
        var watch = BalanceWatch(SimulatedMeter.book, patience: 2)
        let start = Berlin.at("2026-03-02T00:00")
        for meter in Meter.house(lost: { _, _ in 0 }) where meter.name.meter != "second" {
            for point in meter.readings(from: start, days: 6) { watch.add(point, of: meter.name) }
        }
        _ = watch.pass(to: Berlin.at("2026-03-05T00:00"), zone: Berlin.time)
        #expect(watch.days.isEmpty)
        _ = watch.pass(to: Berlin.at("2026-03-06T00:01"), zone: Berlin.time)
        #expect(watch.days.map(\.verdict) == [.unknown])
        #expect(watch.days.first?.day.missing == [RegisterName("second")])
        #expect(watch.hint(zone: Berlin.time) == .untold)
    }

    @Test func whatIsKeptIsBounded() {
        // Ten minutes and an hour apart: of old days only the readings next to full hours are kept, so that both keep about as many.
        let (often, _) = Meter.watched(Meter.house(lost: { _, _ in 0 }), days: 45)
        #expect(often.days.count >= 43)
        let hours = Berlin.time.borders(
            of: .hour, from: Berlin.at("2026-03-01T00:00"), to: Berlin.at("2026-04-20T00:00"), limit: 2_000)
        let known = often.intervals(borders: hours).filter { $0.difference != nil }.count
        #expect((28 * 24...31 * 24).contains(known))
    }
}
