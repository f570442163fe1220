// What the sink tells a real broker beside the entries, also when connections, brokers and programs come and go.

import Journal
import Metering
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct MQTTCompanionsTests {
    private let folder = TemporaryFolder()
    private let status = "meterclip/gw/status"

    private func companions(_ change: (inout MQTTCompanions) throws -> Void = { _ in }) throws -> MQTTCompanions {
        let info = MQTTSink.MeterInfo(
            meter: "gas", register: "main", series: "gas", medium: .gas, unit: "m³", decimals: 1)
        var companions = try MQTTCompanions(device: "gw", software: "1", meters: [info])
        try change(&companions)
        return companions
    }

    private func sink(
        _ port: UInt16, version: MQTTOptions.Version = .v5, _ companions: MQTTCompanions, store: MQTTStore = .none,
        onDenied: @escaping @Sendable (UplinkError) -> Void = { _ in }
    ) throws -> MQTTSink {
        let options = MQTTOptions(
            host: "127.0.0.1", port: port, clientID: "gw", version: version,
            topic: try TopicTemplate("meterclip/{device}/{meter}/reading"))
        return MQTTSink(
            options: options, companions: companions, store: store, limits: quickLimits(), onDenied: onDenied)
    }

    private func payloads(_ subscriber: TestSubscriber, _ topic: String) -> [String] {
        subscriber.messages.filter { $0.topic == topic }.map(\.payload)
    }

    private func said(_ state: String) -> String { #"{"device":"gw","state":"\#(state)"}"# }

    @Test("online once connected, offline at the end", arguments: [MQTTOptions.Version.v5, .v311])
    func presence(version: MQTTOptions.Version) async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let sink = try sink(broker.port, version: version, try companions())
        try await sink.prepare()
        try await eventually("online") { payloads(subscriber, status) == [said("online")] }
        await sink.close()
        try await eventually("offline") { payloads(subscriber, status) == [said("online"), said("offline")] }
        // Who comes later finds it.
        let late = try await TestSubscriber(port: broker.port)
        try await eventually("kept") { payloads(late, status) == [said("offline")] }
    }

    @Test("offline by the broker's own hand when the connection is lost, online again over the next")
    func loss() async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let allowance = Mutex(400)
        let network = try LoopbackServer { connection in
            let up = allowance.withLock { left in
                defer { left = .max }
                return left
            }
            connection.relay(to: broker.port, allowing: (up: up, down: .max))
        }
        let sink = try sink(network.port, try companions())
        try await sink.prepare()
        _ = try? await sink.deliver(samples(1...20), identity: testIdentity)
        try await eventually("offline") { payloads(subscriber, status) == [said("online"), said("offline")] }
        try await eventually("prepared") { (try? await sink.prepare()) != nil }
        try await eventually("online again") { payloads(subscriber, status).last == said("online") }
        await sink.close()
    }

    @Test("who rests says so, and nobody says offline", arguments: [MQTTOptions.Version.v5, .v311])
    func rest(version: MQTTOptions.Version) async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let sink = try sink(broker.port, version: version, try companions())
        for _ in 0..<3 {
            try await sink.prepare()
            await sink.rest()
        }
        let once = [said("online"), said("resting")]
        let expected = once + once + once
        try await eventually("rested") { payloads(subscriber, status).count == expected.count }
        #expect(payloads(subscriber, status) == expected)
        await sink.rest()
    }

    @Test("the topics of AI-on-the-edge-device: its will, its values in order, a withheld reading only as an error")
    func edge() async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let sink = try sink(broker.port, try companions { $0.edge = try TopicTemplate("watermeter") })
        let steps: [Entry] = [
            reading(1, "100.0", minute: 0), reading(2, "100.5", minute: 10),
            reading(3, nil, minute: 20, reasons: ["glare"]), reading(4, "99.0", minute: 30, reasons: ["corrected"]),
            reading(5, "100.7", minute: 40),
        ]
        for step in steps { #expect(try await sink.deliver([step], identity: testIdentity) == step.seq) }
        await sink.close()
        try await eventually("lost") {
            payloads(subscriber, "watermeter/connection") == ["connected", "connection lost"]
        }
        #expect(payloads(subscriber, "watermeter/gas/value") == ["100.0", "100.5", "100.7"])
        #expect(
            payloads(subscriber, "watermeter/gas/error")
                == ["no error", "no error", "glare", "corrected, lower-than-sent", "no error"])
        #expect(payloads(subscriber, "watermeter/gas/json").count == 3)
        #expect(payloads(subscriber, status).isEmpty)
        let entries = subscriber.messages.filter { $0.topic == "meterclip/gw/gas/reading" }
        #expect(entries.map(\.seq) == [1, 2, 3, 4, 5])
    }

    @Test("readings that waited are told by the newest alone")
    func newest() async throws {
        let broker = try await TestBroker()
        let sink = try sink(broker.port, try companions { $0.edge = try TopicTemplate("watermeter") })
        let batch = (1...20).map { reading(Int64($0), "\(100 + $0).0", minute: Int64($0)) }
        #expect(try await sink.deliver(batch, identity: testIdentity) == 20)
        // Who comes later finds it.
        let subscriber = try await TestSubscriber(port: broker.port)
        try await eventually("kept") { payloads(subscriber, "watermeter/gas/value") == ["120.0"] }
        await sink.close()
    }

    @Test("the state for Home Assistant never falls, not even over a restart with a lower reading in between")
    func restart() async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        let store = MQTTStore(journal: journal, note: "mqtt/told")
        let companions = try companions { $0.homeAssistant = try MQTTCompanions.HomeAssistant() }
        let steps: [[Entry]] = [
            [reading(1, "100.0", minute: 0)], [reading(2, "100.5", minute: 10)],
            [reading(3, "90.0", minute: 20, reasons: ["corrected"])],
            [reading(4, "100.4", minute: 30)], [reading(5, "100.6", minute: 40)],
            [reading(6, "2.0", minute: 50, exchanges: 1)], [reading(7, "2.1", minute: 60, exchanges: 1)],
        ]
        for step in steps {
            let sink = try sink(broker.port, companions, store: store)
            #expect(try await sink.deliver(step, identity: testIdentity) == step[0].seq)
            await sink.close()
        }
        // Each connection tells anew what the one before has told.
        try await eventually("all told") {
            payloads(subscriber, "meterclip/gw/gas/state/1").last?.contains(#""index":"2.1""#) == true
        }
        func indices(_ topic: String) -> [String] {
            payloads(subscriber, topic).compactMap {
                $0.split(separator: "\"").dropFirst(2).dropFirst().first.map(String.init)
            }
        }
        #expect(indices("meterclip/gw/gas/state").unrepeated == ["100.0", "100.5", "100.6"])
        #expect(indices("meterclip/gw/gas/state/1").unrepeated == ["2.0", "2.1"])
        #expect(payloads(subscriber, "homeassistant/sensor/meterclip_gw/gas_index/config").last == "")
    }

    @Test("what could not be remembered is not told, and the entries are delivered all the same")
    func unsaved() async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let store = MQTTStore(
            load: { () async throws(JournalError) in nil },
            save: { _ async throws(JournalError) in throw .damagedEntry(path: "journal", seq: 1) })
        let sink = try sink(broker.port, try companions { $0.edge = try TopicTemplate("watermeter") }, store: store)
        #expect(try await sink.deliver([reading(1, "1.0", minute: 0)], identity: testIdentity) == 1)
        await sink.close()
        try await eventually("gone") { payloads(subscriber, "watermeter/connection").last == "connection lost" }
        #expect(payloads(subscriber, "watermeter/gas/value").isEmpty)
    }

    /// What a sink delivers of two readings, and what it then remembers, to a broker that acknowledges messages until it is sent a
    /// text, and then is gone.
    private func delivered(
        acknowledging count: UInt8, goneAt text: String
    ) async throws -> (settled: Int64, told: SeriesState?) {
        let server = try LoopbackServer { connection in
            connection.receive(until: "gw")
            connection.send(MQTTBytes.connected)
            connection.receive(until: "connected")
            connection.send(MQTTBytes.acknowledged(1))
            connection.receive(until: "\"seq\":2")
            for id in 2..<(2 + count) { connection.send(MQTTBytes.acknowledged(id)) }
            connection.receive(until: text)
        }
        let memory = Mutex<[UInt8]>([])
        let store = MQTTStore(
            load: { () async throws(JournalError) in nil },
            save: { bytes async throws(JournalError) in memory.withLock { $0 = bytes } })
        let companions = try companions { $0.edge = try TopicTemplate("watermeter") }
        let sink = try sink(server.port, companions, store: store)
        let settled = try await sink.deliver(
            [reading(1, "100.0", minute: 0), reading(2, "100.5", minute: 10)], identity: testIdentity)
        await sink.close()
        var desk = CompanionDesk(companions)
        desk.recall(memory.withLock { $0 })
        return (settled, desk.states["gas"])
    }

    @Test("a broker that goes while it is told what stands beside the entries has the entries all the same")
    func lostBeside() async throws {
        let (settled, told) = try await delivered(acknowledging: 2, goneAt: "watermeter/gas/value")
        #expect(settled == 2)
        #expect(told?.index == "100.5")
    }

    @Test("what was told before and may not be any more is not recalled")
    func notShown() throws {
        var companions = try companions { $0.edge = try TopicTemplate("watermeter") }
        var desk = CompanionDesk(companions)
        let isNews = desk.note([reading(1, "100.0", minute: 0), reading(2, "7.0", minute: 0, series: "water")])
        #expect(isNews)
        companions.shown = ["gas"]
        var next = CompanionDesk(companions)
        next.recall(desk.memory)
        let topics = next.due().map(\.topic)
        #expect(topics.contains("watermeter/gas/value"))
        #expect(!topics.contains { $0.contains("water/") })
    }

    @Test("only an entry that the broker has acknowledged counts as told")
    func unacknowledged() async throws {
        let (settled, told) = try await delivered(acknowledging: 1, goneAt: "")
        #expect(settled == 1)
        #expect(told?.index == "100.0")
    }

    @Test("topics that the broker's rules forbid hold nothing up, and are told once each")
    func denied() async throws {
        let broker = try await TestBroker(
            ["allow_anonymous true", "acl_file FOLDER/rules"],
            files: ["rules": "topic read #\ntopic write meterclip/gw/gas/reading\n"])
        let told = Mutex<[UplinkError]>([])
        let sink = try sink(broker.port, try companions()) { error in told.withLock { $0.append(error) } }
        #expect(try await sink.deliver(samples(1...3), identity: testIdentity) == 3)
        await sink.rest()
        #expect(try await sink.deliver(samples(4...5), identity: testIdentity) == 5)
        let expected = UplinkError.denied(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", topic: status, reason: "Not authorized (0x87)")
        #expect(told.withLock { $0 } == [expected])
        await sink.close()
    }
}

extension [String] {
    /// Without those that repeat the one before.
    fileprivate var unrepeated: [String] {
        reduce(into: []) { list, text in if list.last != text { list.append(text) } }
    }
}
