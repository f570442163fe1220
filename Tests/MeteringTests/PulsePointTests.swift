// Index less pulses.

import Recognition
import Testing

@testable import Metering

@Suite struct PulsePointTests {
    private let output = PulseOutput(
        weight: Index(units: 1, decimals: 2), readingError: Index(units: 1, decimals: 3), hourlyMax: 6, latency: 1)!

    private func point(_ index: Int64, _ count: Int64) -> PulsePoint {
        PulsePoint(index: index, count: count, at: Timestamp(milliseconds: 0))
    }

    @Test func theOffsetIsWhatMovedBeyondWhatWasCounted() {
        #expect(point(1234, 20).offset(since: point(1000, 0), output) == 34)
        #expect(point(1000, 20).offset(since: point(1000, 0), output) == -200)
        #expect(point(.max, 0).offset(since: point(-1, 0), output) == nil)
        #expect(point(0, .max).offset(since: point(0, 0), output) == nil)
    }

    @Test func pulsesAreThoseThatCameOrShouldHave() {
        #expect(point(1234, 20).pulses(since: point(1000, 0), output) == 23)
        #expect(point(1000, 20).pulses(since: point(1000, 0), output) == 20)
        #expect(point(900, 0).pulses(since: point(1000, 0), output) == 0)
    }
}
