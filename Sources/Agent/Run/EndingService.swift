// Says that the agent's end has begun.

import ServiceLifecycle

/// A service that only waits for its end.
struct EndingService: Service, CustomStringConvertible {
    let onEnding: @Sendable () -> Void

    /// What logs call it.
    var description: String { "end" }

    func run() async throws {
        try? await gracefulShutdown()
        onEnding()
    }
}
