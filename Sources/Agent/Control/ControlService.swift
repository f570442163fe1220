// Answers on the control socket until the agent shuts down.

import ServiceLifecycle

/// The service of the control socket.
struct ControlService: Service {
    let server: ControlServer
    var pulse = Pulse()

    /// The service of a socket at `path`, or the usual one; it listens already.
    static func watched(
        at path: String?, on board: PulseBoard, _ answerer: @escaping ControlServer.Answerer
    ) throws(AgentError) -> WatchedService<ControlService> {
        try WatchedService("control socket", on: board) { (pulse) throws(AgentError) in
            let server = try ControlServer(path: path ?? ControlClient.usualPath) { question, by, after in
                await pulse.during("answers", within: Limits.answerAllowance) { await answerer(question, by, after) }
            }
            return ControlService(server: server, pulse: pulse)
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
