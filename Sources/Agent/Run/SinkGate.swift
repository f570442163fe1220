// Opens and closes the way to one sink: by its schedule, by what the day may cost, and by whether the time is known. What the day has
// cost is noted in the journal, so that a restart does not begin a new day; a power cut forgets at most the last delivery.

import Capture
import Journal
import Metering
import Synchronization
import Uplink

/// The gate of one sink.
final class SinkGate: CourierGate {
    private struct State {
        var plan: SinkPlan
        var slots: SlotClock?
        /// Whether what has gathered is being delivered.
        var isOpen = true
        /// Whether something called while it was.
        var isCalled = false
        /// The day, counted from 1970, and what it has cost.
        var day: Int64 = 0
        var bytes: Int64 = 0
        /// What the sink had counted when `bytes` was worked out.
        var counted: Int64 = 0
        /// What the journal has of `bytes`.
        var noted: Int64 = 0
    }

    private let device: String
    private let name: String
    private let traffic: Traffic?
    /// Whether nothing can be delivered without the time: certificates are valid from one time to another.
    private let needsTime: Bool
    private let clock: AgentClock
    private let journal: Journal
    private let began: Int64
    private let state: Mutex<State>

    /// The gate of `sink`, whose readings are those of `device`.
    init(
        _ plan: SinkPlan, sink: any Sink, device: String, needsTime: Bool, clock: AgentClock, journal: Journal
    ) async throws(JournalError) {
        self.device = device
        self.name = sink.name
        self.traffic = sink.traffic
        self.needsTime = needsTime
        self.clock = clock
        self.journal = journal
        began = clock.sinceBoot()
        var state = State(plan: plan)
        state.slots = Self.slots(plan, of: sink.name, device, clock)
        let numbers = try await journal.note("traffic/\(sink.name)").map { note in
            String(decoding: note, as: UTF8.self).split(separator: " ").compactMap { Int64($0) }
        }
        if let numbers, numbers.count == 2 {
            (state.day, state.bytes, state.noted) = (numbers[0], numbers[1], numbers[1])
        }
        self.state = Mutex(state)
    }

    /// What comes now is not to wait for its slot: an event, or, if `isAsked`, what somebody has asked for and waits for.
    func call(isAsked: Bool = false) {
        state.withLock { state in
            guard state.plan.isEager || isAsked else { return }
            (state.isOpen, state.isCalled) = (true, true)
        }
    }

    /// The slots that are followed; nil: everything is delivered at once.
    var pattern: Schedule.Pattern? { state.withLock { $0.plan.pattern } }

    /// Goes over to other slots, or, with nil, to delivering everything at once. What the day may cost stays.
    func follow(_ pattern: Schedule.Pattern?) {
        state.withLock { state in
            state.plan.pattern = pattern
            state.slots = Self.slots(state.plan, of: name, device, clock)
            if pattern == nil { state.isOpen = true }
        }
    }

    private static func slots(
        _ plan: SinkPlan, of sink: String, _ device: String, _ clock: AgentClock
    ) -> SlotClock? {
        plan.pattern.map { pattern in
            SlotClock(
                ReadingPlan(pattern).schedule(pattern),
                delay: Spread.delay(device: device, meter: sink, jitter: plan.jitter),
                trustedFrom: clock.floor.wall, last: nil)
        }
    }

    func look() async -> GateAnswer {
        let now = clock.now()
        if let closed = timeMissing(now) { return closed }
        return state.withLock { state in
            count(&state, now)
            if let limit = state.plan.dayBytes, state.bytes >= limit {
                let wait = (state.day + 1) * Self.dayLength - now.wallMilliseconds
                return .closed(
                    reason: "the day's \(limit) bytes are used up; it goes on at 00:00 UTC", isTrouble: true,
                    wait: .milliseconds(wait))
            }
            return answer(&state)
        }
    }

    func drained() async {
        let note = state.withLock { state -> (day: Int64, bytes: Int64)? in
            if state.plan.pattern != nil, !state.isCalled { state.isOpen = false }
            state.isCalled = false
            count(&state, clock.now())
            guard state.plan.dayBytes != nil, state.bytes - state.noted >= Limits.trafficNoted else { return nil }
            state.noted = state.bytes
            return (state.day, state.bytes)
        }
        guard let note else { return }
        // A count that cannot be noted is still in memory; the journal tells its own trouble to those who store readings.
        try? await journal.keep(note: "traffic/\(name)", Array("\(note.day) \(note.bytes)".utf8))
    }

    private static let dayLength: Int64 = 86_400_000

    /// What has no possible time waits for it for a while, and for ever where nobody would let us in without.
    private func timeMissing(_ now: EntryTime) -> GateAnswer? {
        guard now.clock == .floor else { return nil }
        let isPatient = now.monotonicMilliseconds - began < Limits.clockGrace
        guard needsTime || isPatient else { return nil }
        return .closed(
            reason: "waiting for time: nobody has set the board's clock", isTrouble: !isPatient, wait: Limits.clockLook)
    }

    /// Brings the day's bytes up to date.
    private func count(_ state: inout State, _ now: EntryTime) {
        let total = traffic?.total ?? 0
        let day = now.wallMilliseconds / Self.dayLength
        // A clock that was put back does not give a day twice.
        if day > state.day { (state.day, state.bytes, state.noted) = (day, 0, 0) }
        state.bytes += total - state.counted
        state.counted = total
    }

    private func answer(_ state: inout State) -> GateAnswer {
        guard state.slots != nil, !state.isOpen else { return .open }
        let reading = ClockReading(
            wall: clock.wall(), uptime: clock.sinceBoot(), isSynchronised: clock.isSynchronised())
        switch state.slots?.look(reading) {
        case .due?, nil:
            state.isOpen = true
            return .open
        case .wait(let milliseconds, let slot)?:
            return .closed(reason: "until \(slot.text)", isTrouble: false, wait: .milliseconds(milliseconds))
        case .waitForTime(let milliseconds)?:
            return .closed(
                reason: "waiting for time: the schedule goes by the time of day", isTrouble: false,
                wait: .milliseconds(milliseconds))
        }
    }
}
