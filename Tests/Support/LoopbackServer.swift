// A TCP server that does to one connection after the other what the test says: for brokers that misbehave, and for a network
// that loses what mosquitto has said.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A server.
public final class LoopbackServer: Sendable {
    /// Where it listens.
    public let port: UInt16
    private let listener: Int32

    /// Listens.
    ///
    /// - Parameter handle: gets each accepted connection, which is closed when it returns.
    public init(_ handle: @escaping @Sendable (Connection) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        // Any port that is free: unlike a broker's it is never given up in between.
        let code = withLoopbackAddress(0) { bind(listener, $0, $1) }
        guard code == 0, listen(listener, 8) == 0 else { throw NeverHappened(description: "cannot listen") }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &size) }
        }
        port = UInt16(bigEndian: address.sin_port)
        let box = Unmanaged.passRetained(Work(listener: listener, handle: handle))
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { box in
                Unmanaged<Work>.fromOpaque(box!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        pthread_detach(thread)
    }

    deinit {
        // Ends accept(); the thread closes the descriptor.
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private final class Work: Sendable {
        private let listener: Int32
        private let handle: @Sendable (Connection) -> Void

        init(listener: Int32, handle: @escaping @Sendable (Connection) -> Void) {
            self.listener = listener
            self.handle = handle
        }

        func run() {
            while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
                handle(Connection(descriptor: descriptor))
                close(descriptor)
            }
            close(listener)
        }
    }
}

/// One end of a TCP connection.
public struct Connection: Sendable {
    /// The socket.
    public let descriptor: Int32

    /// The end at a socket.
    public init(descriptor: Int32) { self.descriptor = descriptor }

    /// What arrives next, at most `limit` bytes; empty at the end.
    public func receive(limit: Int = 65_536) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = recv(descriptor, &bytes, limit, 0)
        return Array(bytes.prefix(max(0, count)))
    }

    /// Takes what arrives until it contains a text; false if the connection ends before.
    @discardableResult
    public func receive(until text: String) -> Bool {
        var bytes: [UInt8] = []
        while !String(decoding: bytes, as: UTF8.self).contains(text) {
            let next = receive()
            if next.isEmpty { return false }
            bytes += next
        }
        return true
    }

    /// Sends bytes; whoever has gone gets nothing.
    public func send(_ bytes: [UInt8]) { _ = sendQuietly(descriptor, bytes[...]) }

    /// Sends bytes, all of them; false if nobody takes them any more.
    public func sendAll(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = sendQuietly(descriptor, rest)
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Passes bytes on in both directions between this connection and a port, until an end closes or a direction has used up
    /// its allowance; then both are cut, in the middle of a packet if it comes so.
    public func relay(to port: UInt16, allowing allowance: (up: Int, down: Int)) {
        let other = Connection(descriptor: socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        defer { close(other.descriptor) }
        guard withLoopbackAddress(port, { connect(other.descriptor, $0, $1) }) == 0 else { return }
        var (up, down) = allowance
        while up > 0 && down > 0 {
            var ends = [self, other].map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            guard poll(&ends, 2, -1) > 0 else { return }
            for (index, end) in ends.enumerated() where end.revents != 0 {
                let bytes = (index == 0 ? self : other).receive(limit: min(index == 0 ? up : down, 4_096))
                if bytes.isEmpty { return }
                (index == 0 ? other : self).send(bytes)
                if index == 0 { up -= bytes.count } else { down -= bytes.count }
            }
        }
    }
}

// Inside the structure `send` is its own method.
private func sendQuietly(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
}

/// The address of a port of this machine, for the duration of a call.
public func withLoopbackAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
}
