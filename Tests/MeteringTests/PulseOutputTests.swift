// What is expected of a pulse output.

import Recognition
import Testing

@testable import Metering

@Suite struct PulseOutputTests {
    private func output(_ weight: Index, error: Index, hourlyMax: Double? = 6, latency: Double = 1) -> PulseOutput? {
        PulseOutput(weight: weight, readingError: error, hourlyMax: hourlyMax, latency: latency)
    }

    @Test func theBandIsThePulseTheReadingErrorsAndWhatFlowsMeanwhile() throws {
        // 0.01 m³ per pulse, an index to 0.001 m³, 6 m³ an hour for a second: 10 + 2 · (1 + 2) litres.
        let gas = try #require(output(Index(units: 1, decimals: 2), error: Index(units: 1, decimals: 3)))
        #expect(gas.band == 16 && gas.limit == 26 && gas.pulsesUntilFound == 6000 && gas.spanPulses == 12_000)
        let unknown = try #require(
            output(Index(units: 1, decimals: 2), error: Index(units: 1, decimals: 3), hourlyMax: nil))
        #expect(unknown.band == 32)
        // An index a hundred times as coarse as the pulses.
        let coarse = try #require(output(Index(units: 1, decimals: 3), error: Index(units: 1, decimals: 1), latency: 0))
        #expect(coarse.band == 201 && coarse.pulsesUntilFound == 404_000 && coarse.spanPulses == 808_000)
    }

    @Test func nonsenseIsRefused() {
        let unit = Index(units: 1, decimals: 3)
        #expect(output(Index(units: 0, decimals: 2), error: unit) == nil)
        #expect(output(Index(units: -1, decimals: 2), error: unit) == nil)
        #expect(output(unit, error: Index(units: -1, decimals: 3)) == nil)
        #expect(output(Index(units: .max, decimals: 0), error: unit) == nil)
        #expect(output(Index(units: 1, decimals: 15), error: unit) == nil)
        #expect(output(unit, error: unit, hourlyMax: .infinity) == nil)
        #expect(output(unit, error: unit, latency: .nan) == nil)
    }
}
