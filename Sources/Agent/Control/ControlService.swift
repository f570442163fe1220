// Answers on the control socket until the agent shuts down.

import ServiceLifecycle

/// The service of the control socket.
struct ControlService: Service {
    let server: ControlServer

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        }
        server.close()
    }
}
