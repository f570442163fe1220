// Ends the agent after a given time, by ending itself.

import ServiceLifecycle

/// A service that lasts for `duration`.
struct DeadlineService: Service, CustomStringConvertible {
    let duration: Duration
    /// Told when the time is over.
    var onOver: @Sendable () -> Void = {}

    /// What logs call it.
    var description: String { "deadline" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            if (try? await Task.sleep(for: duration)) != nil { onOver() }
        }
    }
}
