// Ends the agent after a given time, by ending itself.

import ServiceLifecycle

/// A service that lasts for `duration`.
struct DeadlineService: Service {
    let duration: Duration
    /// Told when the time is over.
    var onOver: @Sendable () -> Void = {}

    func run() async throws {
        await cancelWhenGracefulShutdown {
            if (try? await Task.sleep(for: duration)) != nil { onOver() }
        }
    }
}
