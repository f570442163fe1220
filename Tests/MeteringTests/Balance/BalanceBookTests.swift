// Supply against sales: what is told, what it may be off, and what is not known.

import Recognition
import Testing

@testable import Metering

@Suite struct BalanceBookTests {
    private static let hour: Int64 = 3_600_000

    private func series(_ readings: [(minute: Int64, units: Int64)], run: Int = 0) -> UsageSeries {
        UsageSeries(
            readings.map {
                UsagePoint(
                    seq: $0.minute, at: Timestamp(milliseconds: $0.minute * 60_000),
                    index: Index(units: $0.units, decimals: 1), run: run)
            })
    }

    private func told(_ first: UsageSeries, _ supply: UsageSeries, hours: Int64 = 1) -> [BalanceInterval] {
        let book = BalanceBook(
            name: "house", unit: "m³", supply: MeterSum([MeterTerm(RegisterName("supply"))]),
            sales: MeterSum([MeterTerm(RegisterName("flat"))]))
        return book.intervals(
            [RegisterName("flat"): first, RegisterName("supply"): supply],
            borders: (0...hours).map { Timestamp(milliseconds: $0 * Self.hour) })
    }

    @Test func readingsAtTheBordersLeaveOnlyTheLastPlaceOpen() throws {
        let balance = told(series([(0, 0), (60, 90)]), series([(0, 5), (60, 105)]))[0]
        #expect(balance.difference?.text == "1.0" && balance.verdict == .loss)
        #expect(abs((balance.share ?? 0) - 0.1) < 1e-9)
        // Four indexes, each off by a sixth of the square of a tenth.
        #expect(abs(balance.deviation - (4.0 / 6).squareRoot() * 0.1) < 1e-9)
    }

    @Test func aDifferenceWithinItsUncertaintyIsNoLoss() {
        let balance = told(series([(0, 0), (60, 100)]), series([(0, 5), (60, 107)]))[0]
        #expect(balance.difference?.text == "0.2" && balance.verdict == .balanced)
        #expect(told(series([(0, 0), (60, 150)]), series([(0, 5), (60, 107)]))[0].verdict == .surplus)
    }

    @Test func whatFlowedAroundABorderIsToldAsUncertainty() {
        // Read ten minutes before and after each hour, with 40 units in between.
        let early = series([(-10, 0), (10, 40), (50, 60), (70, 100)])
        let balance = told(early, series([(0, 5), (60, 105)]))[0]
        // Of the two readings as far from the border the earlier one counts; half of what flowed may belong to the other side.
        #expect(balance.difference?.text == "4.0")
        #expect(balance.uncertainty > 2 * 4 * 0.9 && balance.verdict == .balanced)
    }

    @Test func anHourWithAGapIsNotKnownAndSaysWhose() {
        let all = told(
            series([(0, 0), (60, 90), (180, 270), (240, 300)]), series((0...4).map { ($0 * 60, $0 * 100) }), hours: 4)
        #expect(all.map { $0.difference == nil } == [false, true, true, false])
        #expect(all[1].verdict == .unknown && all[1].missing == [RegisterName("flat")] && all[1].share == nil)
        #expect(all[1].supply.usage?.text == "10.0")
    }

    @Test func withoutAReadingBeyondItABorderIsNotKnown() {
        let balance = told(series([(0, 0), (55, 90)]), series([(0, 5), (60, 105)]))[0]
        #expect(balance.missing == [RegisterName("flat")])
    }

    @Test func anExchangeAndAClockThatNobodySetAreNotCounted() {
        var exchanged = series([(0, 0), (30, 20)])
        exchanged.add(
            UsagePoint(seq: 60, at: Timestamp(milliseconds: Self.hour), index: Index(units: 50, decimals: 1), run: 1))
        #expect(told(exchanged, series([(0, 5), (60, 105)]))[0].verdict == .unknown)
        var guessed = series([(0, 0)])
        guessed.add(
            UsagePoint(
                seq: 60, at: Timestamp(milliseconds: Self.hour), index: Index(units: 50, decimals: 1), isTimeSure: false
            ))
        #expect(told(guessed, series([(0, 5), (60, 105)]))[0].verdict == .unknown)
    }

    @Test func aSumThatNoIndexCanHoldIsNotKnownAndTrapsNothing() {
        let huge = MeterSum(
            (0..<3).map { MeterTerm(RegisterName("m\($0)"), factor: Index(units: 90, decimals: 0)) })
        let points = [
            UsagePoint(seq: 0, at: Timestamp(milliseconds: 0), index: Index(units: 0, decimals: 0)),
            UsagePoint(
                seq: 1, at: Timestamp(milliseconds: Self.hour), index: Index(units: 90_000_000_000_000_000, decimals: 0)
            ),
        ]
        let readings = Dictionary(uniqueKeysWithValues: huge.terms.map { ($0.register, UsageSeries(points)) })
        let told = huge.intervals(readings, borders: [Timestamp(milliseconds: 0), Timestamp(milliseconds: Self.hour)])
        #expect(told[0].usage == nil && told[0].parts.allSatisfy { $0.usage != nil })
        #expect(huge.intervals(readings, borders: []).isEmpty)
    }

    @Test func toleranceCountsForWhatWasUsed() {
        let terms = [MeterTerm(RegisterName("m"), tolerance: 0.03)]
        let told = MeterSum(terms).intervals(
            [RegisterName("m"): series([(0, 0), (60, 1_000)])],
            borders: [Timestamp(milliseconds: 0), Timestamp(milliseconds: Self.hour)])
        #expect(abs(told[0].deviation - 3 / 3.0.squareRoot()) < 0.01)
    }

    @Test func daysOf23And25HoursAreBalancedAsTheyPass() {
        for (day, hours) in [("2026-03-29", 23), ("2026-10-25", 25)] {
            let start = Berlin.at(day + "T00:00")
            let meters = SimulatedMeter.house(lost: { _, _ in 10 })
            let readings = Dictionary(
                uniqueKeysWithValues: meters.map { ($0.name, UsageSeries($0.readings(from: start, days: 2))) })
            let borders = Berlin.time.borders(
                of: .day, from: start, to: Timestamp(milliseconds: start.milliseconds + 1), limit: 2)
            let balance = SimulatedMeter.book.intervals(readings, borders: borders)[0]
            #expect(abs(Int(balance.difference?.units ?? 0) - hours * 10) <= 2, "\(day)")
        }
    }
}
