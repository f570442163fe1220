// Journal, courier, MQTT sink and a real broker together: what the whole path promises when the broker comes and goes.

import Journal
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(5))) struct CourierBrokerTests {
    private let folder = TemporaryFolder()
    private let states = States()

    private func journal(entries: Int) async throws -> Journal {
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["mqtt"])
        for number in 0..<entries { try await journal.append(sample(number + 1)) }
        return journal
    }

    private func sink(_ broker: TestBroker, limits: UplinkLimits = quickLimits()) throws -> MQTTSink {
        try sink(port: broker.port, limits: limits)
    }

    private func sink(port: UInt16, limits: UplinkLimits = quickLimits()) throws -> MQTTSink {
        let topic = try TopicTemplate("meterclip/{device}/{meter}/reading")
        let options = MQTTOptions(host: "127.0.0.1", port: port, clientID: "gw", topic: topic)
        return MQTTSink(options: options, limits: limits)
    }

    private func start(
        _ journal: Journal, _ sink: any Sink, limits: UplinkLimits = quickLimits()
    ) -> Task<Void, any Error> {
        let courier = Courier(
            journal: journal, sink: sink, limits: limits, onStateChange: states.report, onSetPast: states.reportSetPast)
        return Task { try await courier.run() }
    }

    @Test("a broker that is down at first gets everything once it is up")
    func downAtFirst() async throws {
        let broker = try await TestBroker(Self.durableSessions)
        let subscriber = try await TestSubscriber(port: broker.port)
        try await broker.saveSessions()
        broker.kill()
        let journal = try await journal(entries: 60)
        let run = start(journal, try sink(broker))
        let reason = UplinkError.unreachable(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", reason: "Connection refused"
        ).description
        try await eventually("waiting") { states.all == [.waiting(reason: reason)] }
        #expect(try await journal.pendingCount(for: "mqtt") == 60)
        try await broker.start()
        try await eventually("settled") { try await journal.pendingCount(for: "mqtt") == 0 }
        try await eventually("60 messages") { subscriber.seqs == Array(1...60) }
        run.cancel()
        try await run.value
        #expect(states.all == [.waiting(reason: reason), .connected])
    }

    @Test("a broker killed again and again in the middle loses nothing, and duplicates stay within the window")
    func killedInTheMiddle() async throws {
        let broker = try await TestBroker(Self.durableSessions)
        let subscriber = try await TestSubscriber(port: broker.port)
        try await broker.saveSessions()
        let journal = try await journal(entries: 300)
        let kills: Set<Int> = [2, 5, 6, 11]
        let run = start(journal, KillingSink(try sink(broker), broker, kills, watcher: subscriber))
        try await eventually("settled") { try await journal.pendingCount(for: "mqtt") == 0 }
        try await eventually("300 messages") { Set(subscriber.seqs).count == 300 }
        run.cancel()
        try await run.value

        check(subscriber, entries: 300, interruptions: kills.count)
    }

    @Test("a network that cuts connections anywhere loses nothing, and duplicates stay within the window")
    func cutConnections() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("CourierBrokerTests seed \(seed)")
        let random = Mutex(SeededRandom(seed: seed))
        let connections = Mutex(0)
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let network = try LoopbackServer { connection in
            connections.withLock { $0 += 1 }
            let allowance = random.withLock {
                (up: Int.random(in: 0..<20_000, using: &$0), down: Int.random(in: 0..<300, using: &$0))
            }
            connection.relay(to: broker.port, allowing: allowance)
        }
        let journal = try await journal(entries: 500)
        let run = start(journal, try sink(port: network.port))
        try await eventually("settled (seed \(seed))") { try await journal.pendingCount(for: "mqtt") == 0 }
        try await eventually("500 messages (seed \(seed))") { Set(subscriber.seqs).count == 500 }
        run.cancel()
        try await run.value
        check(subscriber, entries: 500, interruptions: connections.withLock { $0 })
    }

    /// First arrivals in order, no more copies than interruptions explain, all copies equal.
    private func check(_ subscriber: TestSubscriber, entries: Int, interruptions: Int) {
        let seqs = subscriber.seqs
        var highest = 0
        for seq in seqs where seq > highest {
            #expect(seq == highest + 1, "first arrivals are in order")
            highest = seq
        }
        let duplicates = seqs.count - entries
        print("CourierBrokerTests: \(duplicates) duplicates after \(interruptions) interruptions")
        #expect(duplicates <= interruptions * quickLimits().window)
        let bySeq = Dictionary(grouping: subscriber.messages, by: \.seq)
        #expect(bySeq.values.allSatisfy { copies in copies.allSatisfy { $0 == copies[0] } }, "copies are equal")
    }

    @Test("a broker that stops answering gets nothing settled")
    func silent() async throws {
        let broker = try await TestBroker()
        var limits = quickLimits()
        limits.acknowledgementTimeout = .milliseconds(200)
        limits.connectTimeout = .milliseconds(200)
        let journal = try await journal(entries: 0)
        let run = start(journal, try sink(broker, limits: limits), limits: limits)
        try await eventually("connected") { states.all == [.connected] }
        broker.hang()
        for number in 1...5 { try await journal.append(sample(number)) }
        try await eventually("given up") { states.all.count >= 2 }
        let error = UplinkError.unacknowledged(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", seq: 1, after: .milliseconds(200))
        #expect(states.all[1] == .waiting(reason: error.description))
        #expect(try await journal.pendingCount(for: "mqtt") == 5)
        run.cancel()
        try await run.value
        #expect(try await journal.pendingCount(for: "mqtt") == 5)
    }

    @Test("what the broker's rules forbid stays in the journal, and the state says why")
    func denied() async throws {
        let broker = try await TestBroker(
            ["allow_anonymous true", "acl_file FOLDER/rules"], files: ["rules": "topic read #\n"])
        let journal = try await journal(entries: 2)
        let run = start(journal, try sink(broker))
        try await eventually("waiting") { !states.all.isEmpty }
        let error = UplinkError.denied(
            endpoint: "mqtt://127.0.0.1:\(broker.port)", topic: "meterclip/gw/gas/reading",
            reason: "Not authorized (0x87)")
        #expect(states.all == [.waiting(reason: error.description)])
        run.cancel()
        try await run.value
        #expect(try await journal.pendingCount(for: "mqtt") == 2)
    }

    @Test("a meter whose name makes no topic costs its own entries, told one by one, and no other's")
    func noTopic() async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let journal = try await journal(entries: 2)
        for number in [3, 4] { try await journal.append(sample(number, meter: "hot/cold")) }
        for number in [5, 6] { try await journal.append(sample(number)) }
        let run = start(journal, try sink(broker))
        try await eventually("settled") { try await journal.pendingCount(for: "mqtt") == 0 }
        try await eventually("four messages") { subscriber.seqs == [1, 2, 5, 6] }
        run.cancel()
        try await run.value
        #expect(states.setPast.map(\.seq) == [3, 4])
        #expect(states.setPast.map(\.count) == [1, 2])
        #expect(states.setPast.allSatisfy { $0.description.contains("hot/cold") })
        #expect(states.all == [.connected])
    }

    @Test("a connection that dies while there is nothing to deliver is made anew")
    func idle() async throws {
        let broker = try await TestBroker()
        let journal = try await journal(entries: 0)
        let run = start(journal, try sink(broker))
        try await eventually("connected") { states.all == [.connected] }
        broker.kill()
        try await eventually("noticed") { states.all.count == 2 }
        try await broker.start()
        try await eventually("connected again") { states.all.count == 3 }
        #expect(states.all.last == .connected)
        run.cancel()
        try await run.value
    }

    // Sessions survive the broker's death, and messages without acknowledgement wait for their subscriber too; so what the
    // broker acknowledged reaches the test, and what reaches the test twice was published twice.
    private static let durableSessions = [
        "allow_anonymous true", "persistence true", "persistence_location FOLDER/", "queue_qos0_messages true",
    ]
}

/// Kills and restarts the broker somewhere during chosen deliveries.
private actor KillingSink: Sink {
    nonisolated let name: String
    private let inner: MQTTSink
    private let broker: TestBroker
    private let kills: Set<Int>
    private let watcher: TestSubscriber
    private var count = 0
    private var deaths = 0

    init(_ inner: MQTTSink, _ broker: TestBroker, _ kills: Set<Int>, watcher: TestSubscriber) {
        self.name = inner.name
        self.inner = inner
        self.broker = broker
        self.kills = kills
        self.watcher = watcher
    }

    func prepare() async throws(UplinkError) { try await inner.prepare() }

    func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        count += 1
        guard kills.contains(count) else { return try await inner.deliver(batch, identity: identity) }
        // What the broker has acknowledged but not passed on would die with it; that is not what is tested.
        let before = Int(batch[0].seq) - 1
        try? await eventually("\(before) has arrived") { before == 0 || watcher.seqs.contains(before) }
        // Nor may it take entries for somebody who has not come back from its last death yet.
        let lives = deaths + 1
        try? await eventually("the subscriber is back") { watcher.arrivals >= lives }
        deaths += 1
        let restart = Task { [broker] in
            broker.kill()
            try await broker.start()
        }
        // Begins while the broker is about to die or dead.
        do throws(UplinkError) {
            let settled = try await inner.deliver(batch, identity: identity)
            _ = await restart.result
            return settled
        } catch {
            _ = await restart.result
            throw error
        }
    }

    func close() async { await inner.close() }
}
