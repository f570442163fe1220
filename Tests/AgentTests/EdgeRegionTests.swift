// Regions and marks of a configuration of AI-on-the-edge-device.

import Recognition
import Testing

@testable import Agent

@Suite struct EdgeRegionTests {
    private func entry(_ key: String, _ value: String) -> EdgeFile.Entry {
        EdgeFile.Entry(section: "Analog", key: key, value: value, isSetting: false, line: 7)
    }

    @Test func aRegionIsABoxOfItsSequence() throws {
        let region = try EdgeRegion(entry("garden.ana1", "10 20 30 40 true"), isNeedle: true)
        #expect(region.sequence == "garden" && region.isCounterClockwise)
        #expect(region.area == Quad(x: 10, y: 20, width: 30, height: 40))
        let plain = try EdgeRegion(entry("ana1", "10 20 30 40"), isNeedle: true)
        #expect(plain.sequence == "default" && !plain.isCounterClockwise)
    }

    @Test(arguments: [
        "", "1 2 3", "1 2 3 x", "1 2 0 4", "1 2 3 -4", "1 2 3 4 5", "1 2 3 4 true false", "1 2 999999999 4",
    ])
    func whatIsNoRegionIsRefused(value: String) {
        #expect(throws: EdgeMistake.self) { try EdgeRegion(entry("main.ana1", value), isNeedle: true) }
    }

    @Test func aMarkHasAPlace() throws {
        #expect(
            try EdgeRegion.Mark(entry("/config/ref0.jpg", "103 271")) == .init(entry("/config/ref0.jpg", "103 271")))
        #expect(throws: EdgeMistake.self) { try EdgeRegion.Mark(entry("/config/ref0.jpg", "103")) }
    }
}
