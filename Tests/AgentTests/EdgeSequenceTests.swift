// What a number sequence of AI-on-the-edge-device says of its meter.

import Testing

@testable import Agent

@Suite struct EdgeSequenceTests {
    private func sequence(_ settings: KeyValuePairs<String, String>) throws -> EdgeSequence {
        var sequence = EdgeSequence()
        for (name, value) in settings {
            _ = try sequence.take(
                name,
                EdgeFile.Entry(section: "PostProcessing", key: "main." + name, value: value, isSetting: true, line: 1))
        }
        return sequence
    }

    @Test func aRateByTheMinuteIsSixtyTimesThatInAnHour() throws {
        let sequence = try sequence(["maxratevalue": "0.05", "maxratetype": "RateChange"])
        #expect(sequence.hourlyMax(minutes: 5) == 3)
    }

    @Test func aChangeFromReadingToReadingDependsOnTheInterval() throws {
        #expect(try sequence(["maxratevalue": "0.05"]).hourlyMax(minutes: 5) == 0.6)
        #expect(try sequence(["maxratevalue": "0.05", "maxratetype": "absolutechange"]).hourlyMax(minutes: 1) == 3)
        #expect(try sequence([:]).hourlyMax(minutes: 5) == nil)
    }

    @Test(arguments: [
        ("maxratevalue", "0,05"), ("maxratevalue", "0"), ("maxratevalue", "nan"), ("maxratetype", "sometimes"),
        ("decimalshift", "1.5"), ("decimalshift", "10"), ("allownegativerates", "maybe"),
    ])
    func whatSaysNothingIsRefused(name: String, value: String) {
        #expect(throws: EdgeMistake.self) { try sequence([name: value]) }
    }
}
