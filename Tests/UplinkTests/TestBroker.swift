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
        port = try Self.freePort()
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

    // Each port is given out once: between looking and listening another test would find it free too.
    private static let nextPort = Mutex(UInt16.random(in: 20_000..<30_000))

    /// A port nobody uses at the moment, below those the system gives to outgoing connections: one of them could take it
    /// while the broker is away.
    static func freePort() throws -> UInt16 {
        for _ in 0..<100 {
            let port = nextPort.withLock { next in
                next = next < 30_000 ? next + 1 : 20_000
                return next
            }
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            let code = withLoopbackAddress(port) { bind(descriptor, $0, $1) }
            if code == 0 { return port }
        }
        throw NeverHappened(description: "no free port: \(String(cString: strerror(errno)))")
    }
}

// Glibc's module does not carry it.
@_silgen_name("posix_spawn_file_actions_addclosefrom_np")
private func closeFrom(_ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ first: Int32) -> Int32

/// Starts a program with both its outputs appended to a file.
func spawn(_ words: [String], output: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // The connections of other tests: a child that has them too keeps them open when both their ends are closed.
    _ = closeFrom(&actions, 3)
    // The threads that run tests block signals, and a child inherits that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var id = pid_t()
    let code = posix_spawn(&id, words[0], &actions, &attributes, &arguments, environ)
    guard code == 0 else {
        throw NeverHappened(description: "cannot start \(words[0]): \(String(cString: strerror(code)))")
    }
    return id
}
