// The sink alone, against a real broker.

import Journal
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct MQTTSinkTests {
    private func sink(
        _ broker: TestBroker, version: MQTTOptions.Version = .v5, login: MQTTOptions.Login? = nil,
        limits: UplinkLimits = quickLimits()
    ) throws -> MQTTSink {
        try sink(port: broker.port, version: version, login: login, limits: limits)
    }

    private func sink(
        port: UInt16, version: MQTTOptions.Version = .v5, login: MQTTOptions.Login? = nil,
        limits: UplinkLimits = quickLimits()
    ) throws -> MQTTSink {
        let options = MQTTOptions(
            host: "127.0.0.1", port: port, clientID: "gw", login: login, version: version,
            topic: try TopicTemplate("meterclip/{device}/{meter}/{kind}"))
        return MQTTSink(options: options, limits: limits)
    }

    @Test("entries arrive in order, each in its envelope on its topic", arguments: [MQTTOptions.Version.v5, .v311])
    func delivers(version: MQTTOptions.Version) async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let sink = try sink(broker, version: version)
        #expect(try await sink.deliver(samples(1...50), identity: testIdentity) == 50)
        #expect(try await sink.deliver(samples(51...51, meter: "water"), identity: testIdentity) == 51)
        try await eventually("51 messages") { subscriber.messages.count == 51 }
        #expect(subscriber.seqs == Array(1...51))
        let opening = "{\"device\":\"gw\",\"journal\":\"\(testIdentity.journal)\""
        #expect(
            subscriber.messages.last
                == .init(topic: "meterclip/gw/water/reading", payload: opening + ",\"seq\":51,\"n\":51}"))
        await sink.close()
    }

    @Test("a broker that takes fewer messages at a time than the window gets fewer")
    func receiveMaximum() async throws {
        let broker = try await TestBroker(["allow_anonymous true", "max_inflight_messages 2"])
        let subscriber = try await TestSubscriber(port: broker.port)
        let sink = try sink(broker)
        #expect(try await sink.deliver(samples(1...30), identity: testIdentity) == 30)
        try await eventually("30 messages") { subscriber.seqs == Array(1...30) }
        await sink.close()
    }

    @Test("a broker that is not there is unreachable, and the reason is the system's")
    func unreachable() async throws {
        let broker = try await TestBroker()
        let sink = try sink(broker)
        broker.kill()
        let expected = UplinkError.unreachable(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", reason: "Connection refused")
        await #expect(throws: expected) { try await sink.deliver(samples(1...1), identity: testIdentity) }
        try await broker.start()
        #expect(try await sink.deliver(samples(1...1), identity: testIdentity) == 1)
    }

    @Test("a broker that accepts but never answers is given up after the connect timeout")
    func silentBroker() async throws {
        let broker = try await TestBroker()
        broker.hang()
        var limits = quickLimits()
        limits.connectTimeout = .milliseconds(300)
        let sink = try sink(broker, limits: limits)
        let expected = UplinkError.unreachable(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", reason: "no answer within 0.3 seconds")
        await #expect(throws: expected) { try await sink.prepare() }
    }

    @Test("without an acknowledgement nothing is delivered, and the connection is given up")
    func unacknowledged() async throws {
        let broker = try await TestBroker()
        var limits = quickLimits()
        limits.acknowledgementTimeout = .milliseconds(300)
        let sink = try sink(broker, limits: limits)
        try await sink.prepare()
        broker.hang()
        let expected = UplinkError.unacknowledged(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", seq: 1, after: .milliseconds(300))
        await #expect(throws: expected) { try await sink.deliver(samples(1...30), identity: testIdentity) }
    }

    @Test("a broker that wants a login rejects us without, and lets us in with the right one")
    func login() async throws {
        // "secret" as mosquitto_passwd hashes it.
        let broker = try await TestBroker(
            ["allow_anonymous false", "password_file FOLDER/users"], files: ["users": "meter:\(Self.hashOfSecret)\n"])
        let endpoint = "mqtt://127.0.0.1:\(broker.port)"
        for login in [nil, MQTTOptions.Login(user: "meter"), MQTTOptions.Login(user: "meter", password: "wrong")] {
            let sink = try sink(broker, login: login)
            await #expect(throws: UplinkError.rejected(endpoint: endpoint, reason: "Not authorized (0x87)")) {
                try await sink.prepare()
            }
        }
        let old = try sink(broker, version: .v311)
        let reason = "Connection Refused: not authorised (0x5)"
        await #expect(throws: UplinkError.rejected(endpoint: endpoint, reason: reason)) { try await old.prepare() }
        try await sink(broker, login: .init(user: "meter", password: "secret")).prepare()
    }

    @Test("an entry that may not go to its topic is not delivered and the error names the reason; those before it are")
    func denied() async throws {
        let broker = try await TestBroker(
            ["allow_anonymous true", "acl_file FOLDER/rules"],
            files: ["rules": "topic read #\ntopic write meterclip/gw/gas/#\n"])
        let sink = try sink(broker)
        let batch = samples(1...2) + samples(3...3, meter: "water") + samples(4...4)
        #expect(try await sink.deliver(batch, identity: testIdentity) == 2)
        let expected = UplinkError.denied(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", topic: "meterclip/gw/water/reading",
            reason: "Not authorized (0x87)")
        await #expect(throws: expected) {
            try await sink.deliver(Array(batch.dropFirst(2)), identity: testIdentity)
        }
    }

    @Test("only a prefix is delivered: what was acknowledged behind a gap is not")
    func gap() async throws {
        let server = try LoopbackServer { connection in
            connection.receive(until: "gw")
            connection.send(MQTTBytes.connected)
            connection.receive(until: "\"n\":4")
            connection.send([4, 1, 3].flatMap { MQTTBytes.acknowledged($0) })
        }
        let sink = try sink(port: server.port)
        #expect(try await sink.deliver(samples(1...4), identity: testIdentity) == 1)
    }

    @Test("what failed is not sent again over the same connection")
    func newConnection() async throws {
        let connections = Mutex(0)
        let server = try LoopbackServer { connection in
            let number = connections.withLock {
                $0 += 1
                return $0
            }
            connection.receive(until: "gw")
            connection.send(MQTTBytes.connected)
            connection.receive(until: "\"n\":2")
            connection.send(MQTTBytes.acknowledged(1, reason: number == 1 ? 0x97 : 0) + MQTTBytes.acknowledged(2))
            while !connection.receive().isEmpty {}
        }
        let sink = try sink(port: server.port)
        let expected = UplinkError.denied(
            endpoint: "mqtt://127.0.0.1:\(server.port)", topic: "meterclip/gw/gas/reading",
            reason: "Quota exceeded (0x97)")
        await #expect(throws: expected) { try await sink.deliver(samples(1...2), identity: testIdentity) }
        #expect(try await sink.deliver(samples(1...2), identity: testIdentity) == 2)
        #expect(connections.withLock { $0 } == 2)
        await sink.close()
    }

    @Test("no matching subscriber is a success, unspecified error is none", arguments: [(0x10, true), (0x80, false)])
    func reasons(reason: UInt8, isSuccess: Bool) async throws {
        let server = try LoopbackServer { connection in
            connection.receive(until: "gw")
            connection.send(MQTTBytes.connected)
            connection.receive(until: "\"n\":1")
            connection.send(MQTTBytes.acknowledged(1, reason: reason))
            _ = connection.receive()
        }
        let sink = try sink(port: server.port)
        if isSuccess {
            #expect(try await sink.deliver(samples(1...1), identity: testIdentity) == 1)
        } else {
            await #expect(throws: UplinkError.self) { try await sink.deliver(samples(1...1), identity: testIdentity) }
        }
    }

    @Test("an entry without a topic holds back itself, not those before it")
    func badTopic() async throws {
        let broker = try await TestBroker()
        let sink = try sink(broker)
        let batch = samples(1...2) + samples(3...3, meter: "a/b")
        #expect(try await sink.deliver(batch, identity: testIdentity) == 2)
        let error = await #expect(throws: UplinkError.self) {
            try await sink.deliver(Array(batch.dropFirst(2)), identity: testIdentity)
        }
        #expect(error?.hopelessEntry == 3)
    }

    @Test("a device's name that makes no topic is no entry's fault: all wait")
    func badDevice() async throws {
        let broker = try await TestBroker()
        let sink = try sink(broker)
        let identity = JournalIdentity(device: "a/b", journal: "ab")
        let error = await #expect(throws: UplinkError.self) {
            try await sink.deliver(samples(1...1), identity: identity)
        }
        #expect(error?.hopelessEntry == nil)
    }

    @Test("a connection that died while idle is replaced")
    func idleDeath() async throws {
        let broker = try await TestBroker()
        let sink = try sink(broker)
        try await sink.prepare()
        broker.kill()
        try await broker.start()
        try await eventually("the sink notices") {
            do {
                return try await sink.deliver(samples(1...1), identity: testIdentity) == 1
            } catch {
                // Right after the broker's death the old connection may still be tried once.
                guard case UplinkError.lost = error else { throw error }
                return false
            }
        }
    }

    @Test("closing ends a delivery that waits, and every later one")
    func closing() async throws {
        let broker = try await TestBroker()
        let sink = try sink(broker)
        try await sink.prepare()
        broker.hang()
        let delivery = Task { try await sink.deliver(samples(1...1), identity: testIdentity) }
        await sink.close()
        await #expect(throws: UplinkError.self) { try await delivery.value }
        await #expect(throws: UplinkError.closed(sink: "mqtt")) { try await sink.prepare() }
    }

    @Test("cancelling a delivery that waits ends it, and the sink can go on")
    func cancelling() async throws {
        let broker = try await TestBroker()
        let sink = try sink(broker)
        try await sink.prepare()
        broker.hang()
        let delivery = Task { try await sink.deliver(samples(1...1), identity: testIdentity) }
        delivery.cancel()
        await #expect(throws: UplinkError.closed(sink: "mqtt")) { try await delivery.value }
        broker.kill()
        try await broker.start()
        #expect(try await sink.deliver(samples(1...1), identity: testIdentity) == 1)
    }

    private static let hashOfSecret =
        "$7$101$Zjfotj7zh9e78cpL$Icej49jKk80+dwdB8TFAIDAowqVDyGoy3RiV"
        + "2seC9bfUPeErSzaZldRj+6ugdbYAiEDqib65e4Zccbv5ZdrzCg=="
}
