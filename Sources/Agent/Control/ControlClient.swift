// Asks a running agent over its control socket.

import Glibc

/// The other end of the control socket.
public enum ControlClient {
    /// Where an agent listens unless its configuration says otherwise.
    public static let usualPath = usualFolder + "/control.sock"
    static let usualFolder = "/run/meterclip"

    /// Whether an agent listens there.
    static func isListening(at path: String) -> Bool {
        guard let address = ControlServer.address(path) else { return false }
        let descriptor = connected(to: address)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    /// A socket that is connected; -1 where nobody listens, which `errno` explains.
    private static func connected(to address: sockaddr_un) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return -1 }
        guard ControlServer.withAddress(address, { connect(descriptor, $0, $1) }) == 0 else {
            let reason = errno
            close(descriptor)
            errno = reason
            return -1
        }
        return descriptor
    }

    /// Asks one question; `write` gets each line of the answer.
    ///
    /// - Throws: `AgentError` if nobody answers there.
    public static func ask(_ question: String, at path: String, write: (String) -> Void) throws(AgentError) {
        func failure(_ reason: String) -> AgentError {
            .unavailable("control socket \(path): \(reason); is the agent running, and may you use its socket?")
        }
        guard let address = ControlServer.address(path) else { throw .badData("\(path) is too long for a socket") }
        let descriptor = connected(to: address)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        // A question is one line.
        let line = question.map { $0.isNewline ? " " : $0 } + "\n"
        guard Exchange(descriptor, patience: Limits.controlPatience).send(Array(String(line).utf8)) else {
            throw failure("it does not listen")
        }
        var (rest, buffer, isAnswered) = ([UInt8](), [UInt8](repeating: 0, count: 65_536), false)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest += buffer[..<count]
            while let end = rest.firstIndex(of: 0x0A) {
                write(String(decoding: rest[..<end], as: UTF8.self))
                rest.removeFirst(end + 1)
                isAnswered = true
            }
        }
        guard isAnswered, rest.isEmpty else { throw failure("its answer broke off") }
    }
}
