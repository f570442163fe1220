// Streams of server-sent events. Each says when something has changed, a few times a second at most, and that it is still there; all end
// when the console does.

import Synchronization

/// The streams that are open.
final class EventStreams: Sendable {
    private struct State {
        var open: [Int: AsyncStream<String>.Continuation] = [:]
        var count = 0
        var hasEnded = false
    }

    private let state = Mutex(State())

    /// Opens one that tells of `changes`; nil if there are too many.
    func open(_ changes: AsyncStream<Void>) -> AsyncStream<String>? {
        let (stream, events) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .bufferingNewest(4))
        let number = state.withLock { state -> Int? in
            guard !state.hasEnded, state.open.count < Limits.eventStreams else { return nil }
            state.count += 1
            state.open[state.count] = events
            return state.count
        }
        guard let number else { return nil }
        let work = Task {
            await Self.tell(changes, to: events)
            events.finish()
        }
        events.onTermination = { [weak self] _ in
            work.cancel()
            self?.state.withLock { $0.open[number] = nil }
        }
        return stream
    }

    /// How many there are.
    var count: Int { state.withLock { $0.open.count } }

    /// Ends all of them, and opens none any more.
    func end() {
        let all = state.withLock { state in
            state.hasEnded = true
            return Array(state.open.values)
        }
        for events in all { events.finish() }
    }

    private static func tell(_ changes: AsyncStream<Void>, to events: AsyncStream<String>.Continuation) async {
        events.yield("retry: 3000\n\n")
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in changes {
                    events.yield("event: change\ndata: {}\n\n")
                    guard (try? await Task.sleep(for: Limits.eventDistance)) != nil else { break }
                }
            }
            group.addTask {
                while (try? await Task.sleep(for: Limits.eventPulse)) != nil { events.yield(": still here\n\n") }
            }
            group.addTask { try? await Task.sleep(for: Limits.eventStreamTime) }
            // The first to end is the time, or the changes.
            await group.next()
            group.cancelAll()
        }
    }
}
