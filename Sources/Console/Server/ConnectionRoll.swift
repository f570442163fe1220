// The connections that are open. When there are too many, the one is ended that has waited longest without a complete request: whoever
// opens many and says little only drives out their own, and one with something to ask is served.

import NIOCore
import Synchronization

/// Who is connected.
final class ConnectionRoll: Sendable {
    private struct Entry {
        var channel: any Channel
        /// When it began to wait, as a count; nil while it is being served.
        var waiting: Int?
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var count = 0
    }

    private let most: Int
    private let state = Mutex(State())

    init(most: Int = Limits.connections) { self.most = most }

    /// Notes a new connection.
    ///
    /// - Returns: its number; nil if it must go, since all others are being served.
    func enter(_ channel: any Channel) -> Int? {
        let (number, evicted) = state.withLock { state -> (Int?, (any Channel)?) in
            state.count += 1
            var evicted: (any Channel)?
            if state.entries.count >= most {
                let idle = state.entries.filter { $0.value.waiting != nil }
                guard let oldest = idle.min(by: { ($0.value.waiting ?? 0) < ($1.value.waiting ?? 0) }) else {
                    return (nil, nil)
                }
                evicted = state.entries.removeValue(forKey: oldest.key)?.channel
            }
            state.entries[state.count] = Entry(channel: channel, waiting: state.count)
            return (state.count, evicted)
        }
        evicted?.close(promise: nil)
        return number
    }

    /// A connection waits for a request, or is being served.
    func note(_ number: Int, isServed: Bool) {
        state.withLock { state in
            state.count += 1
            state.entries[number]?.waiting = isServed ? nil : state.count
        }
    }

    /// A connection has ended.
    func leave(_ number: Int) { state.withLock { $0.entries[number] = nil } }

    /// How many there are.
    var count: Int { state.withLock { $0.entries.count } }
}
