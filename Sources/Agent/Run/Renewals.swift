// Asks for the agent's parts to be put together anew, in the same process, because something has changed that all of them go by. What
// cannot be used after all is undone.

import Journal
import Synchronization

/// Changes that the agent has to take up.
final class Renewals: Sendable {
    /// A change.
    struct Request: Sendable {
        /// What it is about, for the log.
        var what: String
        /// Makes it undone.
        var undo: @Sendable () throws(AgentError) -> Void
        /// Told when it is in force (nil), or why it was undone.
        var tell: @Sendable (_ failure: String?) async -> Void
        /// The entry of the journal that says why it was undone; nil for none.
        var refusal: @Sendable (EntryTime, _ failure: String) -> NewEntry? = { _, _ in nil }
    }

    private struct State {
        var waiting: [Request] = []
        var listener: AsyncStream<Void>.Continuation?
    }

    private let state = Mutex(State())

    /// Asks.
    func ask(_ request: Request) {
        let listener = state.withLock { state in
            state.waiting.append(request)
            return state.listener
        }
        listener?.yield()
    }

    /// Whether anything is asked for.
    var isAsked: Bool { state.withLock { !$0.waiting.isEmpty } }

    /// What was asked for, all of it.
    func take() -> [Request] {
        state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
    }

    /// Waits until something is asked for, or the task is cancelled.
    func wait() async {
        let (calls, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isAsked = state.withLock { state in
            state.listener = listener
            return !state.waiting.isEmpty
        }
        if isAsked { return }
        for await _ in calls { return }
    }
}
