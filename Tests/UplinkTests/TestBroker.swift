// A real mosquitto on a port of its own, which a test can kill, stop for a while, and start again.

import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

final class TestBroker: Sendable {
    static let program = "/usr/sbin/mosquitto"

    let port: UInt16
    private let folder = TemporaryFolder()
    private let process = Mutex<pid_t?>(nil)

    /// Starts a broker. The lines are added to its configuration; `FOLDER` in them is the broker's own folder, in which
    /// `files` are made first.
    init(_ lines: [String] = ["allow_anonymous true"], files: [String: String] = [:]) async throws {
        guard access(Self.program, X_OK) == 0 else {
            throw NeverHappened(description: "\(Self.program) is missing; install it: apt-get install mosquitto")
        }
        port = try freePort()
        for (name, text) in files { folder.write(Array(text.utf8), to: name) }
        // Started as root it would change to a user who cannot write here.
        let user = geteuid() == 0 ? ["user root"] : []
        let configuration = user + ["listener \(port) 127.0.0.1"] + lines
        let text = configuration.joined(separator: "\n").split(separator: "FOLDER", omittingEmptySubsequences: false)
        folder.write(Array((text.joined(separator: folder.path) + "\n").utf8), to: "mosquitto.conf")
        try await start()
    }

    deinit { kill() }

    /// Starts it (again), and waits until it answers.
    func start() async throws {
        try process.withLock { process in
            process = try spawn([Self.program, "-c", folder.file("mosquitto.conf")], output: folder.file("output"))
        }
        do {
            try await eventually("the broker answers on port \(port)") { self.answers() }
        } catch {
            throw NeverHappened(description: "\(error); it says: \(output)")
        }
    }

    /// Ends it as a power cut would, and waits until it is gone.
    func kill() { process.withLock { finish(&$0) } }

    /// Lets it hang: its connections stay open, but nothing is answered.
    func hang() { signal(SIGSTOP) }

    /// Writes its sessions to its disk, and waits until they are there.
    func saveSessions() async throws {
        signal(SIGUSR1)
        try await eventually("sessions saved") { access(self.folder.file("mosquitto.db"), F_OK) == 0 }
    }

    private var output: String { String(decoding: readFile(folder.file("output")) ?? [], as: UTF8.self) }

    private func signal(_ number: Int32) {
        process.withLock { if let process = $0 { _ = Glibc.kill(process, number) } }
    }

    private func finish(_ process: inout pid_t?) {
        guard let id = process else { return }
        _ = Glibc.kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 && errno == EINTR {}
        process = nil
    }

    private func answers() -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return withLoopbackAddress(port) { connect(descriptor, $0, $1) } == 0
    }
}
