// Ends the agent after a given time, by ending itself.

import ServiceLifecycle

/// A service that lasts for `duration`.
struct DeadlineService: Service {
    let duration: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: duration) }
    }
}
