import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct MQTTLinkTests {
    private func options(
        port: UInt16, host: String = "127.0.0.1", version: MQTTOptions.Version = .v5
    ) throws -> MQTTOptions {
        MQTTOptions(host: host, port: port, clientID: "gw", version: version, topic: try TopicTemplate("t"))
    }

    private func hasEnd(_ link: MQTTLink) async -> Bool {
        for await event in link.events { if case .ended = event { return true } }
        return false
    }

    @Test("a link that ended is gone, with its thread and its descriptors")
    func gone() async throws {
        let broker = try await TestBroker()
        for _ in 0..<20 {
            var link: MQTTLink? = MQTTLink(name: "mqtt", options: try options(port: broker.port), limits: quickLimits())
            let remains = Remains(link: link)
            link?.requestEnd()
            if let link { #expect(await hasEnd(link)) }
            #expect(link?.ended != nil)
            link = nil
            try await eventually("the thread lets go") { remains.link == nil }
        }
    }

    @Test("cancelling the reader of its events ends a link")
    func cancelled() async throws {
        let broker = try await TestBroker()
        var link: MQTTLink? = MQTTLink(name: "mqtt", options: try options(port: broker.port), limits: quickLimits())
        let remains = Remains(link: link)
        let reader = Task { [link] in if let link { _ = await hasEnd(link) } }
        try await Task.sleep(for: .milliseconds(5))
        reader.cancel()
        await reader.value
        link = nil
        try await eventually("the thread lets go") { remains.link == nil }
    }

    @Test("a name nobody knows is unreachable, in words")
    func unknownHost() async throws {
        let link = MQTTLink(
            name: "mqtt", options: try options(port: 1883, host: "no-such-host.invalid"), limits: quickLimits())
        for await event in link.events {
            guard case .ended(.unreachable("mqtt://no-such-host.invalid:1883", let reason)) = event else { continue }
            #expect(reason == "Lookup error")
        }
        #expect(link.ended != nil)
    }

    @Test("what the broker says when it drops us is the reason")
    func dropped() async throws {
        let server = try LoopbackServer { connection in
            connection.receive(until: "gw")
            connection.send(MQTTBytes.connected + [0xE0, 0x02, 0x8E, 0x00])
        }
        let link = MQTTLink(name: "mqtt", options: try options(port: server.port), limits: quickLimits())
        #expect(await hasEnd(link))
        let endpoint = "mqtt://127.0.0.1:\(server.port)"
        #expect(link.ended == .lost(endpoint: endpoint, reason: "Session taken over (0x8e)"))
    }

    @Test("whatever a broker sends, the link ends and nothing was acknowledged that was not sent")
    func nonsense() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("MQTTLinkTests seed \(seed)")
        let random = Mutex(SeededRandom(seed: seed))
        let server = try LoopbackServer { connection in
            connection.receive(until: "gw")
            let bytes = random.withLock { random in
                (0..<Int.random(in: 0...64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            // A plausible packet type first gets further than any byte would.
            let packet = bytes.first.map { [$0 & 0xF0, UInt8(bytes.count - 1)] + bytes.dropFirst() } ?? []
            connection.send((bytes.count.isMultiple(of: 2) ? [0x20, 0x02, 0x00, 0x00] : []) + packet)
        }
        // MQTT 3.1.1 only: with MQTT 5 libmosquitto 2.0.11 aborts the process at a property it does not know.
        let options = try options(port: server.port, version: .v311)
        for _ in 0..<300 {
            let link = MQTTLink(name: "mqtt", options: options, limits: quickLimits())
            for await event in link.events {
                if case .acknowledged(let seq, _) = event { Issue.record("seed \(seed): acknowledged \(seq)") }
            }
            #expect(link.ended != nil)
        }
    }

    @Test(
        "acknowledgements of nothing, packets of the wrong kind and broken lengths end the link or are ignored",
        arguments: [
            MQTTBytes.acknowledged(9), [0x40, 0x01, 0x00], [0x40, 0x00], [0x20, 0x03, 0x00, 0x00, 0x00], [0x30, 0x00],
            [0x40, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0xD0, 0x00], [0xD0, 0x02, 0x00, 0x00], [0x10, 0x00], [0x00, 0x00],
        ] as [[UInt8]])
    func oddities(bytes: [UInt8]) async throws {
        let server = try LoopbackServer { connection in
            connection.receive(until: "gw")
            connection.send(MQTTBytes.connected + bytes)
        }
        let link = MQTTLink(name: "mqtt", options: try options(port: server.port), limits: quickLimits())
        for await event in link.events {
            if case .acknowledged(let seq, _) = event { Issue.record("acknowledged \(seq)") }
        }
        #expect(link.ended != nil)
    }
}

/// Tells whether a link still exists.
private struct Remains {
    weak var link: MQTTLink?
}

/// Packets as a broker sends them.
enum MQTTBytes {
    /// CONNACK of MQTT 5: success, no properties.
    static let connected: [UInt8] = [0x20, 0x03, 0x00, 0x00, 0x00]
    /// PUBACK of MQTT 5 with a reason.
    static func acknowledged(_ id: UInt8, reason: UInt8 = 0) -> [UInt8] { [0x40, 0x03, 0x00, id, reason] }
}
