// A server in a process of its own, for as long as a test lasts.

import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

final class TestProcess: Sendable {
    private let folder = TemporaryFolder()
    private let process = Mutex<pid_t?>(nil)

    /// Starts a program and waits until it answers on a port of this machine.
    init(_ words: [String], answeringOn port: UInt16) async throws {
        guard access(words[0], X_OK) == 0 else { throw NeverHappened(description: "\(words[0]) is missing") }
        let output = folder.file("output")
        try process.withLock { $0 = try spawn(words, output: output) }
        do {
            try await eventually("\(words[0]) answers on port \(port)") { Self.answers(port) }
        } catch {
            throw NeverHappened(description: "\(error); it says: \(self.output)")
        }
    }

    deinit {
        process.withLock { id in
            guard let id else { return }
            kill(id, SIGKILL)
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0 && errno == EINTR {}
        }
    }

    /// What it has written.
    var output: String { String(decoding: readFile(folder.file("output")) ?? [], as: UTF8.self) }

    private static func answers(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        return withLoopbackAddress(port) { connect(descriptor, $0, $1) } == 0
    }
}
