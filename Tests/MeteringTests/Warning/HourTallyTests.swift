// Irregular readings brought to hours of the clock on the wall.

import Recognition
import Testing

@testable import Metering

@Suite struct HourTallyTests {
    private func step(_ from: Int64, _ to: Int64, _ units: Int64) -> WarningStep {
        let start = RegisterCard.Start(index: Index(units: 0, decimals: 0), at: Timestamp(milliseconds: from * 60_000))
        let end = RegisterCard.Start(index: Index(units: units, decimals: 0), at: Timestamp(milliseconds: to * 60_000))
        return WarningStep(from: start, to: end, local: to * 60_000, units: units)
    }

    @Test func whatLiesAcrossABorderIsSharedByTime() {
        var tally = HourTally()
        #expect(tally.add(step(0, 50, 50)).isEmpty)
        #expect(tally.add(step(50, 70, 40)).map(\.use) == [70])
        #expect(tally.add(step(70, 120, 0)).map(\.use) == [20])
    }

    @Test func aGapIsNotFilled() {
        var tally = HourTally()
        _ = tally.add(step(0, 60, 60))
        #expect(tally.add(step(60, 60 * 6, 600)).map(\.use) == [nil, nil, nil, nil, nil])
    }

    @Test func theWeekBeginsOnMonday() {
        // 1970 began on a Thursday.
        #expect(HourTally.Hour(number: 0).ofWeek == 72)
        #expect(HourTally.Hour(number: 4 * 24).ofWeek == 0)
    }
}
