// Something that happens once at most, seen from anywhere.

import Synchronization

/// A flag that is never lowered.
final class Flag: Sendable {
    private let state = Mutex(false)

    /// Whether it has happened.
    var isRaised: Bool { state.withLock { $0 } }

    /// It happens.
    func raise() { state.withLock { $0 = true } }
}
