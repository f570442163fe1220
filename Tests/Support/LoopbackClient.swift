// A connection to a server on this machine, over which a test says what it likes: libraries are too polite for that.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The asking end of a connection. It waits for the system: use it `aside`.
public final class LoopbackClient: Sendable {
    private let connection: Connection

    /// Connects to a port of this machine.
    public init(_ port: UInt16) throws {
        connection = Connection(
            descriptor: socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        guard withLoopbackAddress(port, { connect(connection.descriptor, $0, $1) }) == 0 else {
            throw NeverHappened(description: "nobody listens at \(port)")
        }
    }

    deinit { close(connection.descriptor) }

    /// Sends a text; false if nobody takes it any more.
    @discardableResult
    public func send(_ text: String) -> Bool { connection.sendAll(Array(text.utf8)) }

    /// Nothing more will be sent.
    public func finish() { shutdown(connection.descriptor, Int32(SHUT_WR)) }

    /// What comes until the other side ends.
    public func rest() -> [UInt8] {
        var answer: [UInt8] = []
        while case let more = connection.receive(), !more.isEmpty { answer += more }
        return answer
    }

    /// Whether the other side has ended it, and everything that came before was taken. Does not wait.
    public var hasEnded: Bool {
        var byte: UInt8 = 0
        let count = recv(connection.descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    }

    /// What comes until a text has come; false if it does not.
    public func receive(until text: String) -> Bool { connection.receive(until: text) }
}
