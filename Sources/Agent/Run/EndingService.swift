// Says that the agent's end has begun.

import ServiceLifecycle

/// A service that only waits for its end.
struct EndingService: Service {
    let onEnding: @Sendable () -> Void

    func run() async throws {
        try? await gracefulShutdown()
        onEnding()
    }
}
