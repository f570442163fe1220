// Causes of a disagreement.

import Recognition
import Testing

@testable import Metering

@Suite struct PulseFindingTests {
    private let output = PulseOutput(
        weight: Index(units: 1, decimals: 2), readingError: Index(units: 1, decimals: 3), hourlyMax: 0, latency: 1)!

    private func finding(moved: Int64, counted: Int64) -> PulseFinding {
        let start = PulsePoint(index: 0, count: 0, at: Timestamp(milliseconds: 0))
        return PulseFinding(
            output, from: start, to: PulsePoint(index: moved, count: counted, at: Timestamp(milliseconds: 1)))
    }

    @Test func directionSizeAndRatio() {
        let missing = finding(moved: 10_000, counted: 990)
        #expect(missing.isMissing && missing.size.text == "0.100" && missing.pulses == 10)
        #expect(missing.expected == 1000 && missing.ratio == 0.99)
        let surplus = finding(moved: 10_000, counted: 1010)
        #expect(!surplus.isMissing && surplus.size.text == "0.100" && surplus.pulses == 10)
        #expect(finding(moved: 0, counted: 5).ratio == nil)
    }

    @Test(
        arguments: [
            (10_000, 0, PulseFinding.Cause.silence, nil), (10_000, 990, .lost, nil), (10_000, 1010, .doubled, nil),
            (10_000, 2000, .factor(2), "0.005"), (10_000, 501, .factor(0.5), "0.02"),
            (10_000, 10_020, .factor(10), "0.001"),
            (100_000, 100, .factor(0.01), "1"), (10_000, 250, .factor(0.25), "0.04"), (10_000, 700, .lost, nil),
            // Half way between two factors, and too few pulses to tell.
            (100_000, 31_600, .doubled, nil), (1000, 10, .lost, nil),
        ] as [(Int64, Int64, PulseFinding.Cause, String?)])
    func theCauseIsTold(moved: Int64, counted: Int64, cause: PulseFinding.Cause, likely: String?) {
        let finding = finding(moved: moved, counted: counted)
        #expect(finding.cause == cause && finding.likelyWeight?.text == likely)
    }

    @Test func fewPulsesAreNotClear() {
        #expect(!finding(moved: 190, counted: 0).isClear && finding(moved: 200, counted: 0).isClear)
        #expect(!finding(moved: 100, counted: 100).isClear && finding(moved: 100, counted: 500).isClear)
        #expect(!finding(moved: 0, counted: 499).isClear && finding(moved: 0, counted: 500).isClear)
        #expect(finding(moved: 220, counted: 20).isClear)
    }
}
