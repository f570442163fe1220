// Carries entries from the journal to one sink: takes what is pending, delivers, settles what is acknowledged, pauses after a
// failure. It never ends by itself, and never because a head-end is down; only if the journal can no longer be trusted.
// An entry that can never be delivered does not hold up those behind it: it is told about, counted and set past.

import Journal
import Synchronization

/// The service that keeps one sink supplied. Its sink must be registered with the journal.
public struct Courier: Sendable {
    private let journal: Journal
    private let sink: any Sink
    private let gate: any CourierGate
    private let limits: UplinkLimits
    private let random: @Sendable () -> Double
    private let onStateChange: @Sendable (CourierState) -> Void
    private let onSetPast: @Sendable (SetPast) -> Void
    /// Told what it is about, whenever it goes on to something else.
    public var onStep: (@Sendable (CourierStep) -> Void)?

    /// - Parameters:
    ///   - gate: when it may deliver.
    ///   - random: numbers in 0 ..< 1, for the jitter of pauses.
    ///   - onStateChange: called once for each change, first when the state is first known. A trouble that only words itself
    ///     otherwise from try to try is no change.
    ///   - onSetPast: called once for each entry that can never be delivered, before the next one is taken.
    public init(
        journal: Journal, sink: any Sink, gate: any CourierGate = OpenGate(), limits: UplinkLimits = UplinkLimits(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        onStateChange: @escaping @Sendable (CourierState) -> Void,
        onSetPast: @escaping @Sendable (SetPast) -> Void
    ) {
        self.journal = journal
        self.sink = sink
        self.gate = gate
        self.limits = limits
        self.random = random
        self.onStateChange = onStateChange
        self.onSetPast = onSetPast
    }

    /// Works until the task is cancelled; then delivers what it can in the time granted for it, and closes the sink.
    ///
    /// - Throws: an error of the journal for which the process must end.
    public func run() async throws(JournalError) {
        let (signals, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let round = CourierRound(
            journal: journal, sink: sink, gate: gate, limits: limits, random: random, onStateChange: onStateChange,
            onSetPast: onSetPast)
        let stop = StopOrder()
        let appends = await journal.appends()
        let ringer = Task { for await _ in appends { bell.yield() } }
        // Not a child of this task: its cancellation must not tear down a delivery that only needs a moment more.
        let listener = onStep.map { CourierStep.Listener($0) }
        let work = Task {
            await CourierStep.$listener.withValue(listener) {
                await round.loop(signals: signals, bell: bell, stop: stop)
            }
        }
        let failure = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            let (sink, limits) = (sink, limits)
            stop.give {
                guard (try? await Task.sleep(for: limits.drainTime)) != nil else { return }
                await sink.close()
                work.cancel()
            }
            bell.yield()
        }
        stop.withdrawDeadline()
        ringer.cancel()
        bell.finish()
        await sink.close()
        if let failure { throw failure }
    }
}

/// The wish to stop, and the task that enforces it.
final class StopOrder: Sendable {
    private enum State {
        case none
        case given(deadline: Task<Void, Never>)
        case done
    }

    private let state = Mutex(State.none)

    /// Whether to stop after this round.
    var isGiven: Bool {
        state.withLock { if case .given = $0 { true } else { false } }
    }

    /// Gives the order; `deadline` is run to enforce it.
    func give(deadline: @escaping @Sendable () async -> Void) {
        state.withLock { if case .none = $0 { $0 = .given(deadline: Task { await deadline() }) } }
    }

    /// Everything has stopped; nothing needs to be enforced.
    func withdrawDeadline() {
        state.withLock {
            if case .given(let deadline) = $0 { deadline.cancel() }
            $0 = .done
        }
    }
}
