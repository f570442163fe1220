// A port for a server that a test starts.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Each port is given out once: between looking and listening another test would find it free too.
private let nextPort = Mutex(UInt16.random(in: 20_000..<30_000))

/// A port nobody uses at the moment, below those the system gives to outgoing connections: one of them could take it
/// while the server is away.
public func freePort() throws -> UInt16 {
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
