// Hours off, idle and under load, by how fast an index moves.

import Recognition
import Testing

@testable import Metering

@Suite struct LoadMeterTests {
    private static let hour: Int64 = 3_600_000

    private func fed(_ flows: [Double], every minutes: Int64 = 5, without gap: Range<Int> = 0..<0) -> LoadMeter {
        var meter = LoadMeter(idleFrom: 2, loadFrom: 10)
        var counted = 0.0
        for (number, flow) in flows.enumerated() {
            for step in 0..<60 / minutes {
                let at = Int64(number) * Self.hour + step * minutes * 60_000
                if !gap.contains(number) {
                    meter.add(
                        UsagePoint(
                            seq: at, at: Timestamp(milliseconds: at),
                            index: Index(units: Int64(counted * 10), decimals: 1)))
                }
                counted += flow * Double(minutes) / 60
            }
        }
        return meter
    }

    @Test func hoursAreCountedByHowMuchIsUsedInThem() {
        let meter = fed([0, 0, 4, 4, 4, 20, 20, 20, 20, 0, 0])
        let hours = LoadMeter.State.allCases.map { Double(meter.times[$0] ?? 0) / 3_600_000 }
        for (found, right) in zip(hours, [3.9, 3, 4, 0]) { #expect(abs(found - right) < 0.5, "\(hours)") }
        #expect(meter.state == .off && abs((meter.idleShare ?? 0) - 3.0 / 7) < 0.07)
    }

    @Test func thresholdsThatCannotHoldAreRefused() {
        #expect(LoadMeter.mistakes(idleFrom: 2, loadFrom: 10, "m").isEmpty)
        #expect(LoadMeter.mistakes(idleFrom: 0, loadFrom: .nan, "m").map(\.key) == ["m.idleFrom", "m.loadFrom"])
    }

    @Test func theTimesAddUpToAllTheTime() {
        let meter = fed((0..<200).map { Double($0 * 7 % 23) })
        let sum = meter.times.values.reduce(0, +)
        #expect(sum > 199 * Self.hour && sum <= 200 * Self.hour && meter.running == sum - (meter.times[.off] ?? 0))
    }

    @Test func aTimeWithoutReadingsIsToldAsNotKnown() {
        let meter = fed([20, 20, 20, 20, 20, 20, 20, 20], without: 2..<6)
        #expect(abs((meter.times[.unknown] ?? 0) - 4 * Self.hour) <= Self.hour / 4)
    }

    @Test func anExchangeAnEarlierReadingAndAGuessedTimeCountNothing() {
        var meter = LoadMeter(idleFrom: 2, loadFrom: 10)
        let first = UsagePoint(seq: 1, at: Timestamp(milliseconds: 0), index: Index(units: 0, decimals: 1))
        meter.add(first)
        var other = first
        (other.at, other.isTimeSure) = (Timestamp(milliseconds: Self.hour), false)
        meter.add(other)
        (other.isTimeSure, other.run, other.index.units) = (true, 1, 990)
        meter.add(other)
        meter.add(first)
        #expect(meter.times.isEmpty && meter.idleShare == nil)
    }
}
