// Keeps a configuration once its services have stood for a while: then it has been seen to work.

import Logging
import ServiceLifecycle

/// The service that finds a configuration good.
struct TrialService: Service, CustomStringConvertible {
    let text: String
    let lastGood: LastGood
    let logger: Logger
    var standing = Limits.goodAfter
    /// Told when it is found good.
    var onGood: @Sendable () -> Void = {}

    /// What logs call it: nothing of what it is made of.
    var description: String { "trial of the configuration" }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            guard (try? await Task.sleep(for: standing)) != nil else { return }
            onGood()
            do throws(AgentError) {
                try lastGood.keep(text)
            } catch {
                logger.warning("the configuration is not kept as the last good one: \(error.message)")
            }
        }
        try? await gracefulShutdown()
    }
}
