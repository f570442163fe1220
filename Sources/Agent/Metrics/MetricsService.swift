// Tells figures until the agent shuts down.

import ServiceLifecycle

/// The service of a metrics server.
struct MetricsService: Service {
    let server: MetricsServer
    var pulse = Pulse()

    /// The service of a setting, with what makes its page; it listens already.
    static func watched(
        _ setting: AgentConfiguration.MetricsSetting, on board: PulseBoard,
        _ page: @escaping @Sendable (_ isOpenMetrics: Bool) async -> MetricsServer.Page
    ) throws(AgentError) -> WatchedService<MetricsService> {
        try WatchedService("figures", on: board) { (pulse) throws(AgentError) in
            let server = try MetricsServer(setting) { isOpenMetrics in
                await pulse.during("answers", within: Limits.answerAllowance) { await page(isOpenMetrics) }
            }
            return MetricsService(server: server, pulse: pulse)
        }
    }

    func run() async throws {
        pulse.rest("waits for questions", for: nil)
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        }
        server.close()
    }
}
