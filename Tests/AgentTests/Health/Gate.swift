// What stands in for something that a service waits for: it lets through when the test says so, and not before.

import Synchronization

/// A gate that is closed, but for those it is opened for.
final class Gate: Sendable {
    private struct State {
        var arrivals = 0
        var granted = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// How many have come.
    var arrivals: Int { state.withLock { $0.arrivals } }

    /// Comes to the gate, and goes through when it may.
    func pass() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let mayGo = state.withLock { state in
                state.arrivals += 1
                guard state.granted == 0 else {
                    state.granted -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if mayGo { continuation.resume() }
        }
    }

    /// Lets so many through: those that wait, and then those that come.
    func open(for count: Int = 1) {
        for _ in 0..<count {
            let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
                state.granted += 1
                return nil
            }
            next?.resume()
        }
    }
}
