// Durations as people write them.

import Testing

@testable import Agent

@Suite struct DurationTextTests {
    @Test(arguments: [("30s", 30.0), ("15m", 900), ("1.5h", 5400), ("2d", 172_800), ("250ms", 0.25)])
    func aNumberWithAUnitIsADuration(text: String, seconds: Double) {
        #expect(DurationText.parse(text) == .seconds(seconds))
    }

    @Test(arguments: ["", "30", "s", "-5s", "0s", "5 s", "5y", "1e9s", "1..5s"])
    func anythingElseIsNot(text: String) {
        #expect(DurationText.parse(text) == nil)
    }
}
