// What a TCP connection has carried, by the kernel's own count: payload in both directions, TLS and what was sent twice included, and
// the headers of its packets. That is what a metered link is charged for.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Counts one connection after another into a sink's traffic.
struct SocketCount {
    private let traffic: Traffic
    /// What was counted of the present connection.
    private var counted: Int64 = 0

    init(_ traffic: Traffic) { self.traffic = traffic }

    /// A connection begins.
    mutating func begin() { counted = 0 }

    /// Counts what went over the connection since it was looked at last.
    mutating func look(_ socket: Int32) {
        guard let total = Self.total(socket) else { return }
        // Less than before: it is another connection after all.
        traffic.add(total < counted ? total : total - counted)
        counted = total
    }

    /// An IPv4 and a TCP header with the usual options.
    private static let headerBytes: Int64 = 52

    /// The fields of `struct tcp_info` of linux/tcp.h, whose layout only ever grows at its end: bytes acknowledged and received at
    /// 120 and 128, packets out and in at 136 and 140. The C library's own copy of it ends before them.
    private static func total(_ socket: Int32) -> Int64? {
        guard socket >= 0 else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: 256, alignment: 8) { info in
            info.initializeMemory(as: UInt8.self, repeating: 0)
            var count = socklen_t(info.count)
            guard getsockopt(socket, Int32(IPPROTO_TCP), TCP_INFO, info.baseAddress, &count) == 0, count >= 144 else {
                return nil
            }
            let bytes = info.load(fromByteOffset: 120, as: Int64.self) + info.load(fromByteOffset: 128, as: Int64.self)
            let packets =
                Int64(info.load(fromByteOffset: 136, as: UInt32.self))
                + Int64(info.load(fromByteOffset: 140, as: UInt32.self))
            return bytes + packets * headerBytes
        }
    }
}
