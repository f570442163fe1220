// A real mosquitto on a port of its own, which a test can kill, stop for a while, and start again.

import Synchronization

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
        try await eventually("the broker answers on port \(port): \(output)") { self.answers() }
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
        var address = Self.address(port)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// A port nobody listens on at the moment.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        guard code == 0 else { throw NeverHappened(description: "no free port: \(String(cString: strerror(errno)))") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

/// Starts a program with both its outputs appended to a file.
func spawn(_ words: [String], output: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var id = pid_t()
    let code = posix_spawn(&id, words[0], &actions, nil, &arguments, environ)
    guard code == 0 else { throw NeverHappened(description: "cannot start \(words[0]): \(String(cString: strerror(code)))") }
    return id
}
