// The connections that are open. When there are too many, the one is ended that has waited longest without a complete request, of the
// address with most of such: whoever opens many and says little only drives out their own, and one with something to ask is served.

import NIOCore
import Synchronization

/// Who is connected.
final class ConnectionRoll: Sendable {
    private struct Entry {
        var channel: any Channel
        /// Where it comes from.
        var address: String
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
        let address = LoginGuard.key(channel.remoteAddress?.ipAddress ?? "unknown")
        let (number, evicted) = state.withLock { state -> (Int?, (any Channel)?) in
            state.count += 1
            var evicted: (any Channel)?
            if state.entries.count >= most {
                guard let one = Self.dispensable(state.entries) else { return (nil, nil) }
                evicted = state.entries.removeValue(forKey: one)?.channel
            }
            state.entries[state.count] = Entry(channel: channel, address: address, waiting: state.count)
            return (state.count, evicted)
        }
        evicted?.close(promise: nil)
        return number
    }

    /// The one that has waited longest, of the address with most that wait; nil if none does.
    private static func dispensable(_ entries: [Int: Entry]) -> Int? {
        let idle = entries.filter { $0.value.waiting != nil }
        let counts = Dictionary(grouping: idle.values, by: \.address).mapValues(\.count)
        let most = counts.values.max()
        return idle.filter { counts[$0.value.address] == most }
            .min { ($0.value.waiting ?? 0) < ($1.value.waiting ?? 0) }?.key
    }

    /// A connection waits for a request or for its answer to be taken, or is being served.
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
