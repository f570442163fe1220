// The sign of life of one service. A service says what it is about and by when it will be heard of again; as long as it keeps to that it
// lives, however slow what it waits for is. One that has not been heard of by then is frozen. A service says it by moving on, so that
// nothing is told by a timer that runs while the service stands.

import Synchronization

/// The pulse of a service.
final class Pulse: Sendable {
    /// What a service is about.
    struct Step: Sendable, Equatable {
        /// In a few words that follow the service's name: "takes a picture".
        var text: String
        /// Milliseconds of the board's clock when it began.
        var since: Int64
        /// When it should be over; nil: nobody can know, since it waits for somebody else.
        var until: Int64?
    }

    private struct State {
        /// Steps by number; 0 is the service's own loop, the others are what it does beside it.
        var steps: [Int: Step] = [:]
        var count = 0
        var hasEnded = false
    }

    /// The service.
    let name: String
    private let clock: @Sendable () -> Int64
    private let state = Mutex(State())

    /// A pulse by a clock of milliseconds that only grow. As it is, nobody looks after it; see `PulseBoard`.
    init(_ name: String = "", clock: @escaping @Sendable () -> Int64 = PulseBoard.monotonic) {
        (self.name, self.clock) = (name, clock)
    }

    /// The loop has moved on: now it does this, which takes so long at most.
    func work(_ text: String, within: Duration) { set(0, text, within) }

    /// The loop has moved on: now it waits for a time that it knows, or with nil for what may never come.
    func rest(_ text: String, for time: Duration?) { set(0, text, time.map { $0 + Limits.pulseSlack }) }

    /// Does something beside the loop, which takes so long at most.
    func during<Value>(_ text: String, within: Duration, _ body: () async -> Value) async -> Value {
        let end = begin(text, within: within)
        defer { end() }
        return await body()
    }

    /// The same in two halves: what is returned is to be called at the end.
    func begin(_ text: String, within: Duration) -> @Sendable () -> Void {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        set(number, text, within)
        return { self.state.withLock { $0.steps[number] = nil } }
    }

    /// The service has ended; an ended service cannot be frozen.
    func end() {
        state.withLock { state in
            (state.steps, state.hasEnded) = ([:], true)
        }
    }

    /// Whether the service has ended.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// What its loop is about; nil before it began and after it ended.
    var step: Step? { state.withLock { $0.steps[0] } }

    /// What should have been over at a moment and is not, the longest overdue.
    func overdue(at now: Int64) -> Step? {
        state.withLock { state in
            state.steps.values.filter { now > $0.until ?? .max }.min { $0.since < $1.since }
        }
    }

    private func set(_ number: Int, _ text: String, _ time: Duration?) {
        let now = clock()
        let step = Step(text: text, since: now, until: time.map { now + Int64($0.milliseconds) })
        state.withLock { $0.steps[number] = step }
    }
}
