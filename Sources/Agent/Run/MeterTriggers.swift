// What asks for readings of one meter: its schedule, edges of inputs, pulses, a camera that is back, somebody. While one reading is
// in progress one more may wait; whatever comes meanwhile becomes a cause of that one.

import Capture
import Metering
import Synchronization

/// The calls for readings of one meter.
final class MeterTriggers: Sendable {
    private struct State {
        var plan: ReadingPlan
        var isChanged = false
        var queue: TriggerQueue
        var slots: SlotClock?
        var pulses: Int64 = 0
        var pulsesCalled: Int64 = 0
    }

    private let delay: Int64
    private let clock: AgentClock
    /// Pulses after which a reading is taken; nil if they ask for none.
    private let pulsesEach: Int64?
    private let state: Mutex<State>
    private let bell: AsyncStream<Void>
    private let ring: AsyncStream<Void>.Continuation

    /// - Parameters:
    ///   - delay: milliseconds that readings come after their slots; see `Spread`.
    ///   - pulsesEach: pulses after which a reading is taken.
    init(_ plan: ReadingPlan, delay: Int64 = 0, pulsesEach: Int64? = nil, clock: AgentClock) {
        self.delay = delay
        self.pulsesEach = pulsesEach
        self.clock = clock
        state = Mutex(State(plan: plan, queue: TriggerQueue(distance: plan.distance)))
        (bell, ring) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Begins with the slot after `last`, and with a reading now. A wall clock that nobody has synchronised is believed from
    /// `floor` on, a time that has certainly passed: boards without a clock begin in 1970, those with one need no network.
    func begin(after last: Slot?, floor: Timestamp) {
        state.withLock { state in
            let schedule = state.plan.schedule(state.plan.pattern)
            state.slots = SlotClock(schedule, delay: delay, trustedFrom: floor, last: last)
        }
        call(.start)
    }

    /// Asks for a reading.
    func call(_ cause: Trigger) {
        state.withLock { $0.queue.add(cause, at: clock.sinceBoot()) }
        ring.yield()
    }

    /// Counts a pulse.
    func pulse() {
        let due = state.withLock { state -> Int64? in
            state.pulses += 1
            guard let pulsesEach, state.pulses - state.pulsesCalled >= pulsesEach else { return nil }
            defer { state.pulsesCalled = state.pulses }
            return state.pulses - state.pulsesCalled
        }
        if let due { call(.pulses(Int(due))) }
    }

    /// Pulses since the agent began.
    var pulses: Int64 { state.withLock { $0.pulses } }

    /// The plan that is followed.
    var plan: ReadingPlan { state.withLock { $0.plan } }

    /// Goes over to slots at another interval.
    func change(to milliseconds: Int64) {
        let now = reading()
        state.withLock { state in
            state.slots?.change(to: state.plan.schedule(.interval(milliseconds)), at: now)
        }
        ring.yield()
    }

    /// Goes over to another plan, as far as it says when readings are taken; how they are spread and kept apart stays.
    func follow(_ plan: ReadingPlan) {
        let now = reading()
        state.withLock { state in
            (state.plan.pattern, state.plan.cadence) = (plan.pattern, plan.cadence)
            state.slots?.change(to: plan.schedule(plan.pattern), at: now)
            state.isChanged = true
        }
        ring.yield()
    }

    /// What is known of the meter has changed: before the next reading it is looked up anew.
    func refresh() { state.withLock { $0.isChanged = true } }

    /// Whether plan or knowledge have changed since this was asked last.
    func takeChange() -> Bool {
        state.withLock { state in
            defer { state.isChanged = false }
            return state.isChanged
        }
    }

    /// The reading in progress is over.
    func finish() { state.withLock { $0.queue.finish() } }

    /// The next reading that is to be taken; waits for it, and has `pulse` say so. nil when it is cancelled.
    func next(_ pulse: Pulse = Pulse()) async -> TriggerRequest? {
        // Meters that are behind never wait, and would otherwise keep their threads from everybody else, the end included.
        await Task.yield()
        while !Task.isCancelled {
            switch look() {
            case .begin(let request): return request
            case .wait(let milliseconds): await wait(milliseconds, pulse)
            case .busy, .idle: await wait(Limits.triggerLookMax, pulse)
            }
        }
        return nil
    }

    private func look() -> TriggerQueue.Answer {
        let now = reading()
        return state.withLock { state in
            var wait = Limits.triggerLookMax
            switch state.slots?.look(now) {
            case .due(let slot)?: state.queue.add(.schedule(slot), at: now.uptime)
            case .wait(let milliseconds, _)?, .waitForTime(let milliseconds)?: wait = min(wait, milliseconds)
            case nil: break
            }
            switch state.queue.next(at: now.uptime) {
            case .wait(let milliseconds): return .wait(milliseconds: min(wait, milliseconds))
            case .busy, .idle: return .wait(milliseconds: wait)
            case .begin(let request): return .begin(request)
            }
        }
    }

    /// Waits for so long, or until something calls.
    private func wait(_ milliseconds: Int64, _ pulse: Pulse) async {
        pulse.rest("waits for its next reading", for: .milliseconds(milliseconds))
        let (ring, bell, clock) = (ring, bell, clock)
        let timer = Task {
            // Cancelled, it must not ring: whoever waits next would not wait.
            guard (try? await clock.sleep(max(1, milliseconds))) != nil else { return }
            ring.yield()
        }
        for await _ in bell { break }
        timer.cancel()
    }

    private func reading() -> ClockReading {
        ClockReading(wall: clock.wall(), uptime: clock.sinceBoot(), isSynchronised: clock.isSynchronised())
    }
}
