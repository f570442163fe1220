// Tells figures until the agent shuts down.

import ServiceLifecycle

/// The service of a metrics server.
struct MetricsService: Service {
    let server: MetricsServer

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        }
        server.close()
    }
}
