// Answers those at the gateway who ask the running agent: its state, its journal's entries, and commands. One JSON object on a line is a
// question, lines of JSON are the answer. Who may ask is whoever the socket's owner and group let in.

import FoundationEssentials
import Glibc

/// The control socket.
final class ControlServer: Sendable {
    /// A part of an answer, and where the next part begins.
    struct Part: Sendable {
        var lines: [String]
        var next: Int64?
    }

    /// What makes answers: the question, who asks, and where to begin.
    typealias Answerer = @Sendable (_ question: [UInt8], _ by: String, _ after: Int64?) async -> Part

    private let path: String
    private let serving: Listener

    /// Listens from now on. The folder must be there; a socket that nobody serves any more is replaced.
    ///
    /// - Throws: `AgentError.unavailable` if the path is not to be had.
    init(path: String, _ answerer: @escaping Answerer) throws(AgentError) {
        self.path = path
        let listener = try Self.listen(at: path)
        serving = try Listener(listener) { connection in Self.answer(connection, answerer) }
    }

    /// Ends for good.
    func close() {
        unlink(path)
        serving.close()
    }

    /// The address of a path; nil if it is too long for one.
    static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path), !bytes.contains(0) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }

    /// Calls with an address as the system wants it.
    static func withAddress(_ address: sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func listen(at path: String) throws(AgentError) -> Int32 {
        func failure(_ reason: String) -> AgentError { .unavailable("control socket \(path): \(reason)") }
        guard let address = address(path) else {
            throw .badData("control socket \(path): the path is too long for a socket; 107 bytes are the most")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        var code = withAddress(address) { bind(descriptor, $0, $1) }
        if code != 0, errno == EADDRINUSE {
            guard withAddress(address, { connect(descriptor, $0, $1) }) != 0 else {
                Glibc.close(descriptor)
                throw failure("another agent listens there")
            }
            // Left behind by one that was killed.
            unlink(path)
            code = withAddress(address) { bind(descriptor, $0, $1) }
        }
        guard code == 0, chmod(path, 0o660) == 0, Glibc.listen(descriptor, 8) == 0 else {
            let reason = String(cString: strerror(errno))
            Glibc.close(descriptor)
            throw failure(reason)
        }
        return descriptor
    }

    private static func answer(_ connection: Int32, _ answerer: @escaping Answerer) {
        let exchange = Exchange(connection, patience: Limits.controlPatience)
        guard let text = exchange.question(limit: Limits.remoteBytesMax + 1, isComplete: { $0.hasSuffix("\n") }) else {
            return
        }
        let (question, by) = (Array(text.utf8), "control socket, user \(user(connection))")
        var after: Int64?
        repeat {
            let start = after
            guard let part = exchange.wait(for: { await answerer(question, by, start) }) else { return }
            guard part.lines.isEmpty || exchange.send(Array((part.lines.joined(separator: "\n") + "\n").utf8)) else {
                return
            }
            after = part.next
        } while after != nil
        exchange.finish()
    }

    /// The number of the user on the other side.
    private static func user(_ connection: Int32) -> String {
        // struct ucred, which Swift does not import: process, user, group.
        var credentials: [UInt32] = [0, 0, 0]
        var size = socklen_t(MemoryLayout<UInt32>.stride * credentials.count)
        guard getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return "unknown" }
        return String(credentials[1])
    }
}
