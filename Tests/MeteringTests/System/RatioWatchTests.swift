// A ratio of two usages: its value, what it may be off, and a warning beyond its limits.

import Recognition
import Testing

@testable import Metering

@Suite struct RatioWatchTests {
    private let air = RatioMeter(
        name: "air", unit: "kWh/m³", numerator: MeterSum([MeterTerm(RegisterName("power"))]),
        denominator: MeterSum([MeterTerm(RegisterName("air"))]), low: 0.05, high: 0.13)

    private func interval(_ power: [(Int64, Int64)], _ air: [(Int64, Int64)]) -> RatioInterval {
        func series(_ readings: [(Int64, Int64)]) -> UsageSeries {
            UsageSeries(
                readings.map {
                    UsagePoint(
                        seq: $0.0, at: Timestamp(milliseconds: $0.0 * 60_000), index: Index(units: $0.1, decimals: 1))
                })
        }
        return self.air.intervals(
            [RegisterName("power"): series(power), RegisterName("air"): series(air)],
            borders: [Timestamp(milliseconds: 0), Timestamp(milliseconds: 3_600_000)])[0]
    }

    @Test func theQuotientIsToldWithWhatItMayBeOff() throws {
        let told = interval([(0, 0), (60, 110)], [(0, 0), (60, 1_000)])
        #expect(told.value == 0.11)
        let doubt = try #require(told.uncertainty)
        // A tenth of a kilowatt hour, more or less, by a hundred cubic metres.
        #expect(doubt > 0.001 && doubt < 0.0013)
        #expect(air.limit(passedBy: told) == nil && air.isRight(told))
    }

    @Test func beyondALimitForSureIsBeyondIt() {
        #expect(air.limit(passedBy: interval([(0, 0), (60, 140)], [(0, 0), (60, 1_000)])) == 0.13)
        #expect(air.limit(passedBy: interval([(0, 0), (60, 131)], [(0, 0), (60, 1_000)])) == nil)
        #expect(air.limit(passedBy: interval([(0, 0), (60, 40)], [(0, 0), (60, 1_000)])) == 0.05)
    }

    @Test func limitsAndMembersThatCannotHoldAreRefused() {
        var odd = air
        (odd.low, odd.high) = (2, 1)
        #expect(air.mistakes("air").isEmpty && odd.mistakes("air").map(\.problem) == ["1.0 is not above 2.0"])
        let power = KnownRegister(RegisterName("power"), medium: .electricity, unit: "kWh", decimals: 1)
        let plan = BalancePlan(groups: [], registers: [power])
        let members = [BalanceMember(.register(power.name))]
        #expect(plan.mistakes(in: members, medium: .electricity, unit: "kWh", "air.numerator").isEmpty)
        #expect(plan.sum(of: members)?.terms == [MeterTerm(power.name)])
        #expect(
            plan.mistakes(in: members + members, medium: .electricity, unit: "MWh", "air.numerator").map(\.key)
                == ["air.numerator[0].factor", "air.numerator[1].factor", "air.numerator"])
        #expect(
            plan.mistakes(in: [], medium: .air, unit: "m³", "air.denominator").map(\.problem) == [
                "there is nothing to add up"
            ])
    }

    @Test func withoutADivisorThereIsNoRatio() {
        #expect(interval([(0, 0), (60, 140)], [(0, 0), (60, 1)]).value == nil)
        let gap = interval([(0, 0)], [(0, 0), (60, 1_000)])
        #expect(gap.value == nil && gap.uncertainty == nil && !air.isRight(gap))
    }

    @Test func aBadDayIsToldOnceAndIsOverWithAGoodOne() throws {
        let start = Berlin.at("2026-03-02T00:00")
        var watch = RatioWatch(air)
        let machines = [
            SimulatedMeter("air") { _, _ in 50_000 }, SimulatedMeter("power") { _, weekend in weekend ? 8_000 : 5_000 },
        ]
        for machine in machines {
            for point in machine.readings(from: start, days: 12) { watch.add(point, of: machine.name) }
        }
        let events = watch.pass(to: Berlin.at("2026-03-14T00:00"), zone: Berlin.time)
        #expect(events.count == 2 && watch.open == nil && watch.days.count == 10)
        guard case .began(let warning) = try #require(events.first), case .over(_, let at, .ended) = events[1] else {
            Issue.record("\(events)")
            return
        }
        #expect(warning.kind == .ratio && warning.usual == 0.13 && warning.evidence.count == 2)
        #expect(warning.text == "0.16 kWh/m³ in 24 hours, at most 0.13 is right")
        #expect(at == Berlin.at("2026-03-10T00:00"))
    }
}
