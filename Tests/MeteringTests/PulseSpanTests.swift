// One stretch of readings with their pulses.

import Recognition
import Testing

@testable import Metering

@Suite struct PulseSpanTests {
    /// 0.01 per pulse, an index to 0.001, nothing flows meanwhile: a band of 12 and a limit of 22 thousandths.
    private let output = PulseOutput(
        weight: Index(units: 1, decimals: 2), readingError: Index(units: 1, decimals: 3), hourlyMax: 0, latency: 1)!

    private func point(_ index: Int64, _ count: Int64) -> PulsePoint {
        PulsePoint(index: index, count: count, at: Timestamp(milliseconds: count))
    }

    /// A span of readings a hundred pulses apart with these values of index less pulses.
    private func span(_ offsets: [Int64]) -> PulseSpan {
        var span = PulseSpan(point(5000, 0))
        for (step, offset) in offsets.enumerated() {
            let count = Int64(step + 1) * 100
            let isTaken = span.add(point(5000 + count * 10 + offset, count), output)
            #expect(isTaken)
        }
        return span
    }

    @Test func readingsWithinTheLimitAgree() {
        let span = span([12, 0, 22, 0, 12, 22, 5, 22])
        #expect(span.finding(output) == nil && span.agrees(output))
        #expect(span.pulses(output) == 802)
    }

    @Test func theThirdReadingBeyondTheLimitCompletesAFinding() throws {
        #expect(span([0, 0, 23, 23]).finding(output) == nil)
        #expect(!span([0, 0, 23, 23]).agrees(output))
        let finding = try #require(span([0, 0, 23, 23, 23]).finding(output))
        #expect(finding.isMissing && finding.counted == 500 && finding.moved.units == 5023 && finding.cause == .lost)
        let surplus = try #require(span([0, 0, -23, -23, -23]).finding(output))
        #expect(!surplus.isMissing && surplus.size.text == "0.023" && surplus.cause == .doubled)
    }

    @Test func twoMisreadIndicesOnEachSideDoNothing() {
        #expect(span([900, -900, 0, 900, -900, 5, 10, 12]).finding(output) == nil)
    }

    @Test func aReadingThatIsNotBeyondTheOthersCompletesNothing() {
        var span = span([0, 0, 23, 23, 23])
        #expect(span.finding(output) != nil)
        _ = span.add(point(5000 + 6000 + 11, 600), output)
        #expect(span.finding(output) == nil)
    }

    @Test func theSameReadingAgainIsNotAnother() {
        var span = PulseSpan(point(5000, 0))
        _ = span.add(point(6000, 100), output)
        _ = span.add(point(7000, 200), output)
        for _ in 0..<50 { _ = span.add(point(8023, 300), output) }
        #expect(span.highs.map(\.offset) == [23, 0, 0] && span.finding(output) == nil)
    }

    @Test func aStartThatWasMisreadDoesNotTurnTheDirection() throws {
        var span = PulseSpan(point(5900, 0))
        for (step, offset) in [0, 0, 0, 0, 23, 23, 23].enumerated() {
            let count = Int64(step + 1) * 100
            _ = span.add(point(5000 + count * 10 + Int64(offset), count), output)
        }
        #expect(try #require(span.finding(output)).isMissing)
    }

    @Test func whatNoSpanCanHaveBeenIsNotTakenUp() {
        let one = PulseSpan.Extreme(offset: 0, point: point(0, 0))
        let four = [one, one, one, one]
        for (highs, lows) in [([], []), ([one], [one, one]), (four, four)]
            as [([PulseSpan.Extreme], [PulseSpan.Extreme])]
        {
            #expect(
                PulseSpan(
                    start: point(0, 0), last: point(0, 0), agreed: [point(0, 0), point(0, 0)], highs: highs, lows: lows)
                    == nil)
        }
    }
}
