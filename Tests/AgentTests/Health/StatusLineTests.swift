// What stands on the one line, and in which order.

import Metering
import Testing

@testable import Agent

@Suite struct StatusLineTests {
    private let now = Timestamp("2026-11-24T12:05:00Z")!

    private func text(_ line: StatusLine) -> String { line.text(.fixed(), now: now) }

    @Test func anOrdinaryDayIsSaidInAFewWords() {
        var line = StatusLine()
        #expect(text(line) == "begins")
        (line.meters, line.queue, line.lastReading) = (3, 0, Timestamp("2026-11-24T12:04:10Z"))
        #expect(text(line) == "reading 3 meters; last reading 12:04:10; queue 0")
        line.lastReading = Timestamp("2026-11-23T23:59:59Z")
        #expect(text(line) == "reading 3 meters; last reading 2026-11-23 23:59:59; queue 0")
        #expect(line.text(.fixed(secondsEast: 3_600), now: now).contains("last reading 00:59:59"))
    }

    @Test func whatSomebodyHasToDoSomethingAboutComesFirst() {
        var line = StatusLine()
        line.meters = 1
        line.troubles = [("gas", "The camera gives no picture: add the user to the group."), ("out", "x\ny")]
        #expect(
            text(line) == "reading 1 meter; gas: The camera gives no picture: add the user to the group (and 1 more)")
        line.safeMode = SafeMode(problem: "m.toml:7: a: b", former: Timestamp("2026-11-20T08:00:00Z"))
        #expect(
            text(line).hasPrefix("safe mode: m.toml:7: a: b; goes on with the configuration of 2026-11-20; reading 1"))
        line.frozen = [PulseBoard.Frozen(name: "sink out", text: "delivers", seconds: 190)]
        #expect(text(line).hasPrefix("frozen: sink out delivers, for 190 s now; safe mode: "))
        line.troubles = [("gas", String(repeating: "x", count: 10_000))]
        #expect(text(line).count < 500)
    }
}
