// What is used in working hours and outside of them.

import Recognition
import Testing

@testable import Metering

@Suite struct ShiftTests {
    private let shift = ShiftTimes(
        [TariffTimes("mon-fri 06:00-14:00"), TariffTimes("mon-fri 22:00-02:00")].compactMap { $0 },
        holidays: [TariffHoliday("05-01")].compactMap { $0 })
    private let sum = MeterSum([MeterTerm(RegisterName("power"))])

    private func use(_ points: [UsagePoint], _ from: String, _ to: String) -> ShiftUse {
        ShiftUse(
            sum, [RegisterName("power"): UsageSeries(points)], shift: shift, from: Berlin.at(from), to: Berlin.at(to),
            zone: Berlin.time)
    }

    @Test func bordersLieWhereWorkBeginsAndEnds() {
        // Saturday has none, and Friday's night shift is over at midnight as written.
        let (from, to) = (Berlin.at("2026-03-27T00:00"), Berlin.at("2026-03-29T00:00"))
        let borders = shift.borders(from: from, to: to, zone: Berlin.time)
        #expect(
            borders
                == ["27T00:00", "27T02:00", "27T06:00", "27T14:00", "27T22:00", "28T00:00", "29T00:00"].map {
                    Berlin.at("2026-03-" + $0)
                })
        #expect(!shift.isShift(at: Berlin.at("2026-05-01T08:00"), zone: Berlin.time))
        #expect(shift.borders(from: to, to: from, zone: Berlin.time).isEmpty)
    }

    @Test func bothSidesAddUpToTheDifferenceOfTheIndexes() {
        // A Monday: twelve hours of work, twelve without.
        let points = SimulatedMeter("power") { hour, _ in (6..<14).contains(hour) ? 1_000 : 100 }
            .readings(from: Berlin.at("2026-03-02T00:00"), days: 2)
        let told = use(points, "2026-03-02T00:00", "2026-03-03T00:00")
        #expect(told.unknown == 0)
        #expect(abs((told.inside?.units ?? 0) - 8_400) <= 2 && abs((told.outside?.units ?? 0) - 1_200) <= 2)
        let whole = SumInterval.exact([told.inside, told.outside])
        #expect(whole?.units == points[144].index.units - points[0].index.units)
        #expect(abs((told.share ?? 0) - 0.125) < 0.001 && (told.shareUncertainty ?? 1) < 0.005)
    }

    @Test func whatIsNotKnownBelongsToNeither() {
        var points = SimulatedMeter("power") { _, _ in 100 }.readings(from: Berlin.at("2026-03-02T00:00"), days: 2)
        let (from, to) = (Berlin.at("2026-03-02T11:00"), Berlin.at("2026-03-02T17:00"))
        points.removeAll { $0.at > from && $0.at < to }
        let told = use(points, "2026-03-02T00:00", "2026-03-03T00:00")
        #expect(told.unknown == 16 * 3_600_000 && told.inside?.units == 400)
        #expect(use([], "2026-03-02T00:00", "2026-03-03T00:00").share == nil)
    }

    @Test func tooMuchOutsideOfWorkingHoursIsToldOnceWithAnEnd() {
        let start = Berlin.at("2026-03-02T00:00")
        var watch = ShiftWatch(
            "night", sum, unit: "kWh", shift: ShiftTimes([TariffTimes("mon-fri 06:00-18:00")].compactMap { $0 }),
            limit: 0.4)
        let mended = Berlin.at("2026-03-16T00:00")
        var events: [WarningEvent] = []
        var left = 0.0
        for var point in SimulatedMeter("power", flow: { _, _ in 1_000 }).readings(from: start, days: 40) {
            // From then on only half as much flows at all times but working hours.
            let date = CivilDate(local: Berlin.time.local(at: point.at))
            let hour = (Berlin.time.local(at: point.at) - date.local) / 3_600_000
            let works = ![.sat, .sun].contains(TariffDay(date)) && (6..<18).contains(hour)
            if point.at > mended, !works { left += 1_000 * 10 / 60 * 0.9 }
            point.index.units -= Int64(left)
            watch.add(point, of: RegisterName("power"))
            events += watch.pass(to: point.at, zone: Berlin.time)
        }
        #expect(events.count == 2 && watch.open == nil && (watch.week?.share ?? 1) < 0.2)
        guard case .began(let warning) = events.first else { return }
        #expect(warning.kind == .offShift && abs(warning.found - 64.3) < 0.1)
    }
}
