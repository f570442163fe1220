// A light is on while somebody wants it, and not longer than its limit, even when its line fails for a while.

import Synchronization
import Testing

@testable import Capture

@Suite struct OutputTests {
    /// A lamp, a clock, and a line that can fail.
    private final class Lamp: Sendable {
        struct State {
            var isOn = false
            var changes = 0
            var now = 0
            var fails = false
        }

        let state = Mutex(State())

        func output() -> Output {
            let setting = Output.Setting(
                name: "lamp", line: LineSetting(chip: "/dev/gpiochip0", place: .number(1)), most: 1000)
            return Output(setting, now: { self.state.withLock { $0.now } }) { (isOn) throws(LineFault) in
                try self.state.withLock { (state) throws(LineFault) in
                    if state.fails { throw LineFault.failed(call: "set", reason: "test") }
                    state.isOn = isOn
                    state.changes += 1
                }
            }
        }

        var isOn: Bool { state.withLock { $0.isOn } }
    }

    private let lamp = Lamp()

    @Test func theLastWhoWantsItSwitchesItOff() throws {
        let output = lamp.output()
        try output.on()
        try output.on()
        try output.off()
        #expect(lamp.isOn)
        try output.off()
        #expect(!lamp.isOn)
        #expect(lamp.state.withLock { $0.changes } == 2)
        // One too many does no harm.
        try output.off()
        try output.on()
        #expect(lamp.isOn)
    }

    @Test func itsLimitHoldsWhateverItsUsersDo() throws {
        let output = lamp.output()
        #expect(output.expire() == nil)
        try output.on()
        lamp.state.withLock { $0.now = 400 }
        #expect(output.expire() == 600)
        #expect(lamp.isOn)
        lamp.state.withLock { $0.now = 1000 }
        #expect(output.expire() == nil)
        #expect(!lamp.isOn)
        // Its user comes back and is done; the next one lights it again.
        try output.off()
        try output.on()
        #expect(lamp.isOn)
    }

    @Test func aLineThatFailsIsTriedAgainUntilItIsOff() throws {
        let output = lamp.output()
        try output.on()
        lamp.state.withLock { ($0.now, $0.fails) = (2000, true) }
        #expect(output.expire() == Limits.outputRetry)
        #expect(lamp.isOn)
        lamp.state.withLock { $0.fails = false }
        #expect(output.expire() == nil)
        #expect(!lamp.isOn)
    }

    @Test func aLightThatCannotBeSwitchedOnIsNotOn() throws {
        let output = lamp.output()
        lamp.state.withLock { $0.fails = true }
        #expect(throws: LineFault.self) { try output.on() }
        lamp.state.withLock { $0.fails = false }
        #expect(output.expire() == nil)
        try output.on()
        #expect(lamp.isOn)
        output.end()
        #expect(!lamp.isOn)
        // Whoever is still at work cannot light it again.
        #expect(throws: LineFault.self) { try output.on() }
        #expect(!lamp.isOn)
    }
}
