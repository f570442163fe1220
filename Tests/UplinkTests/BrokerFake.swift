// A broker of MQTT 5 that does everything a bad network and a bad broker can do to acknowledgements: it drops, delays and doubles
// them, cuts connections in the middle of a packet, and refuses connections. Only for one publisher with QoS 1.

import Synchronization
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

final class BrokerFake: Sendable {
    /// What has happened so far.
    struct Record {
        var random: SeededRandom
        /// Every entry that arrived, in order, copies included.
        var arrivals: [Int64] = []
        /// Those of which an acknowledgement may have been seen.
        var acknowledged: Set<Int64> = []
        /// Connections over which entries arrived.
        var connections = 0
    }

    let port: UInt16
    private let server: LoopbackServer
    private let shared: Shared

    private final class Shared: Sendable {
        let record: Mutex<Record>
        init(seed: UInt64) { record = Mutex(Record(random: SeededRandom(seed: seed))) }

        func chance(_ percent: Double) -> Bool {
            record.withLock { Double.random(in: 0..<100, using: &$0.random) < percent }
        }
    }

    init(seed: UInt64) throws {
        let shared = Shared(seed: seed)
        self.shared = shared
        server = try LoopbackServer { connection in Self.serve(connection, shared) }
        port = server.port
    }

    var record: Record { shared.record.withLock { $0 } }

    private static func serve(_ connection: Connection, _ shared: Shared) {
        if shared.chance(10) { return }
        var reader = PacketReader(connection: connection)
        guard let first = reader.next(), first.type == 1 else { return }
        // Server unavailable.
        if shared.chance(5) { return connection.send([0x20, 0x03, 0x00, 0x88, 0x00]) }
        if shared.chance(5) { return connection.send([0x20, 0x03]) }
        connection.send(MQTTBytes.connected)
        var held: [Acknowledgement] = []
        var isFirst = true
        while true {
            // Who is held back comes when nobody else does.
            if !held.isEmpty, !reader.isReady(within: 1) {
                for one in held { send(one, connection, shared) }
                held = []
            }
            guard let packet = reader.next() else { return }
            guard packet.type == 3, let publication = packet.publication else { continue }
            shared.record.withLock {
                if isFirst { $0.connections += 1 }
                $0.arrivals.append(publication.seq)
            }
            isFirst = false
            if shared.chance(1) { return }
            if shared.chance(0.5) { continue }
            if shared.chance(15) {
                held.append(publication)
                continue
            }
            send(publication, connection, shared)
            if shared.chance(3) { send(publication, connection, shared) }
            if shared.chance(1) { return connection.send([0x40]) }
            if shared.chance(10) {
                // Out of order.
                for one in held.reversed() { send(one, connection, shared) }
                held = []
            }
        }
    }

    private static func send(_ one: Acknowledgement, _ connection: Connection, _ shared: Shared) {
        shared.record.withLock { _ = $0.acknowledged.insert(one.seq) }
        connection.send([0x40, 0x02, UInt8(one.id >> 8), UInt8(one.id & 0xFF)])
    }
}

/// What is to be acknowledged.
private struct Acknowledgement {
    let id: UInt16
    let seq: Int64
}

private struct Packet {
    let type: UInt8
    let body: [UInt8]

    /// Of a PUBLISH with QoS 1 and no properties whose payload is an envelope.
    var publication: Acknowledgement? {
        let topic = Int(body[0]) << 8 | Int(body[1])
        let id = UInt16(body[2 + topic]) << 8 | UInt16(body[3 + topic])
        // The library's own search: a string's would take most of the time of a test.
        let seq = (body[(5 + topic)...].map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { text -> Int64? in
            strstr(text.baseAddress!, "\"seq\":").map { Int64(strtoll($0 + 6, nil, 10)) }
        }
        guard let seq else { return nil }
        return Acknowledgement(id: id, seq: seq)
    }
}

private struct PacketReader {
    let connection: Connection
    private var bytes: [UInt8] = []

    init(connection: Connection) { self.connection = connection }

    /// Whether something is there or comes within milliseconds.
    func isReady(within time: Int32) -> Bool {
        var descriptor = pollfd(fd: connection.descriptor, events: Int16(POLLIN), revents: 0)
        return !bytes.isEmpty || poll(&descriptor, 1, time) != 0
    }

    /// The next packet, nil at the end.
    mutating func next() -> Packet? {
        while true {
            if let packet = take() { return packet }
            let more = connection.receive()
            if more.isEmpty { return nil }
            bytes += more
        }
    }

    private mutating func take() -> Packet? {
        var (length, at, shift) = (0, 1, 0)
        while at < bytes.count {
            length |= Int(bytes[at] & 0x7F) << shift
            shift += 7
            at += 1
            guard bytes[at - 1] < 0x80 else { continue }
            guard bytes.count >= at + length else { return nil }
            let packet = Packet(type: bytes[0] >> 4, body: Array(bytes[at..<(at + length)]))
            bytes.removeFirst(at + length)
            return packet
        }
        return nil
    }
}
