// The promise of delivery held against a broker that does its worst: at least once, in order, few copies, and nothing counts as
// delivered that was not acknowledged. Each seed is another course of events.

import Journal
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(5))) struct CourierFaultTests {
    private static let entries = 200

    @Test(
        "500 courses of drops, delays, doubles, cuts and refusals: everything arrives, in order, and few things twice")
    func courses() async throws {
        let seed = UInt64.random(in: .min ... .max / 2)
        print("CourierFaultTests seed \(seed)")
        let tally = Tally(next: seed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask { [self] in
                    while case let mine = tally.take(), mine < seed + 500 { tally.add(try await course(mine)) }
                }
            }
            try await group.waitForAll()
        }
        print("CourierFaultTests: \(tally.copies) copies over \(tally.connections) connections")
        #expect(tally.connections > 1_000, "the broker does harm")
        #expect(tally.copies > 1_000, "the broker does harm")
    }

    /// One course of events.
    private func course(_ seed: UInt64) async throws -> BrokerFake.Record {
        var limits = quickLimits()
        limits.firstPause = .milliseconds(1)
        limits.longestPause = .milliseconds(2)
        limits.acknowledgementTimeout = .milliseconds(25)
        limits.connectTimeout = .seconds(5)
        let broker = try BrokerFake(seed: seed)
        let folder = TemporaryFolder()
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["mqtt"])
        try await journal.append((1...Self.entries).map { sample($0) })
        let options = MQTTOptions(host: "127.0.0.1", port: broker.port, clientID: "gw", topic: try TopicTemplate("t"))
        let gate = DrainGate()
        let sink = WatchedSink(MQTTSink(options: options, limits: limits), broker, seed: seed)
        let courier = Courier(
            journal: journal, sink: sink, gate: gate, limits: limits, onStateChange: { _ in },
            onSetPast: { Issue.record("seed \(seed): \($0)") })
        let run = Task { try await courier.run() }
        await gate.wait()
        #expect(try await journal.pendingCount(for: "mqtt") == 0)
        run.cancel()
        try await run.value
        let record = broker.record
        var highest: Int64 = 0
        for seq in record.arrivals where seq > highest {
            #expect(seq == highest + 1, "seed \(seed): first arrivals are in order")
            highest = seq
        }
        #expect(highest == Int64(Self.entries), "seed \(seed): every entry arrives")
        let copies = record.arrivals.count - Self.entries
        #expect(copies <= max(0, record.connections - 1) * limits.window, "seed \(seed): \(copies) copies")
        return record
    }
}

/// Open, and tells when everything is delivered; asking the journal again and again would take longer than delivering.
private struct DrainGate: CourierGate {
    private let signals = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    func look() async -> GateAnswer { .open }
    func drained() async { signals.continuation.yield() }
    func wait() async { for await _ in signals.stream { return } }
}

/// What all courses come to.
private final class Tally: Sendable {
    private let state: Mutex<(next: UInt64, connections: Int, copies: Int)>

    init(next: UInt64) { state = Mutex((next, 0, 0)) }

    var connections: Int { state.withLock { $0.connections } }
    var copies: Int { state.withLock { $0.copies } }

    func take() -> UInt64 {
        state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
    }

    func add(_ record: BrokerFake.Record) {
        state.withLock {
            $0.connections += record.connections
            $0.copies += record.arrivals.count - Set(record.arrivals).count
        }
    }
}

/// Looks at what a sink calls delivered.
private actor WatchedSink: Sink {
    nonisolated let name: String
    private let inner: MQTTSink
    private let broker: BrokerFake
    private let seed: UInt64

    init(_ inner: MQTTSink, _ broker: BrokerFake, seed: UInt64) {
        name = inner.name
        self.inner = inner
        self.broker = broker
        self.seed = seed
    }

    func prepare() async throws(UplinkError) { try await inner.prepare() }

    func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        let settled = try await inner.deliver(batch, identity: identity)
        let acknowledged = broker.record.acknowledged
        #expect(
            batch.allSatisfy { $0.seq > settled || acknowledged.contains($0.seq) },
            "seed \(seed): \(settled) counts as delivered without an acknowledgement")
        return settled
    }

    func close() async { await inner.close() }
}
