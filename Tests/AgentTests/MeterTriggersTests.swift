// What becomes one reading of the calls for readings, and that waiting for them costs nothing.

import Capture
import Journal
import Metering
import Synchronization
import Testing

@testable import Agent

@Suite struct MeterTriggersTests {
    /// A clock that a test moves, and that counts how often it is asked.
    private final class Hands: Sendable {
        let now = Mutex<Int64>(1_790_000_010_000)
        let looks = Atomic(0)

        var clock: AgentClock {
            AgentClock(
                wall: {
                    self.looks.add(1, ordering: .relaxed)
                    return Timestamp(milliseconds: self.now.withLock { $0 })
                }, sinceBoot: { self.now.withLock { $0 } - 1_790_000_000_000 }, isSynchronised: { true }, bootID: "b")
        }
    }

    private let hands = Hands()

    private func triggers(_ plan: ReadingPlan = ReadingPlan(every: .seconds(60)), pulsesEach: Int64? = nil)
        -> MeterTriggers
    {
        MeterTriggers(plan, pulsesEach: pulsesEach, clock: hands.clock)
    }

    @Test func whatComesDuringAReadingBecomesTheNextOne() async {
        let triggers = triggers()
        triggers.begin(after: nil, floor: Limits.clockFloor)
        #expect(await triggers.next()?.causes == [.start])
        triggers.call(.edge(line: "button"))
        triggers.call(.demand)
        triggers.call(.edge(line: "button"))
        triggers.finish()
        #expect(await triggers.next()?.causes == [.edge(line: "button"), .demand])
    }

    @Test func aSlotComesWithItsTime() async {
        let triggers = triggers()
        triggers.begin(after: nil, floor: Limits.clockFloor)
        _ = await triggers.next()
        triggers.finish()
        hands.now.withLock { $0 += 60_000 }
        triggers.call(.demand)
        let slot = await triggers.next()?.slots.first?.slot
        // The clock began at 14:13:30.
        #expect(slot == .wall(Timestamp(milliseconds: 1_790_000_040_000)))
    }

    @Test func aSlotThatWasDoneBeforeTheStartIsNotDoneAgain() async {
        let triggers = triggers()
        // The last slot before now was done by the process before; without that it would be due.
        triggers.begin(after: .wall(Timestamp(milliseconds: 1_789_999_980_000)), floor: Limits.clockFloor)
        #expect(await triggers.next()?.causes == [.start])
        let other = self.triggers()
        other.begin(after: .wall(Timestamp(milliseconds: 1_789_999_920_000)), floor: Limits.clockFloor)
        #expect(await other.next()?.causes.map(\.name) == ["start", "schedule"])
    }

    @Test func pulsesAskForAReadingWhenThereAreEnough() async {
        let triggers = triggers(pulsesEach: 3)
        triggers.begin(after: nil, floor: Limits.clockFloor)
        _ = await triggers.next()
        triggers.finish()
        for _ in 0..<7 { triggers.pulse() }
        #expect(await triggers.next()?.causes == [.pulses(6)])
        #expect(triggers.pulses == 7)
    }

    @Test func readingsStayApart() async {
        var plan = ReadingPlan(every: .seconds(60))
        plan.distance = 5000
        let triggers = triggers(plan)
        triggers.begin(after: nil, floor: Limits.clockFloor)
        _ = await triggers.next()
        triggers.finish()
        triggers.call(.demand)
        let next = Task { await triggers.next() }
        hands.now.withLock { $0 += 5000 }
        triggers.call(.edge(line: "x"))
        #expect(await next.value?.causes == [.demand, .edge(line: "x")])
    }

    @Test func waitingCostsNothing() async throws {
        let triggers = triggers()
        triggers.begin(after: nil, floor: Limits.clockFloor)
        for _ in 0..<20 {
            _ = await triggers.next()
            triggers.finish()
            triggers.call(.demand)
        }
        _ = await triggers.next()
        triggers.finish()
        let before = hands.looks.load(ordering: .relaxed)
        let waiting = Task { await triggers.next() }
        try await Task.sleep(for: .milliseconds(300))
        #expect(hands.looks.load(ordering: .relaxed) - before < 10)
        waiting.cancel()
        #expect(await waiting.value == nil)
    }
}
