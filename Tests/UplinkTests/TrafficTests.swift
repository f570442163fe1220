// What sinks count as traffic, held against the bytes that were certainly sent.

import Journal
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct TrafficTests {
    @Test("a broker's connection counts each entry, both directions and headers, over reconnects too")
    func broker() async throws {
        let broker = try await TestBroker()
        let options = MQTTOptions(
            host: "127.0.0.1", port: broker.port, clientID: "t", topic: try TopicTemplate("m/{device}/{meter}/{kind}"))
        let sink = MQTTSink(options: options, limits: quickLimits())
        let traffic = try #require(sink.traffic)
        #expect(traffic.total == 0)
        var entries: [Entry] = []
        for seq in 1...20 {
            var content = sample(seq)
            content.payload = Array(("{\"x\":\"" + String(repeating: "y", count: 1_000) + "\"}").utf8)
            entries.append(Entry(seq: Int64(seq), content: content))
        }
        #expect(try await sink.deliver(entries, identity: testIdentity) == 20)
        try await eventually("counted") { traffic.total > 20_000 }
        #expect(traffic.total < 60_000, "\(traffic.total)")
        await sink.rest()
        let before = traffic.total
        #expect(try await sink.deliver(entries, identity: testIdentity) == 20)
        try await eventually("counted on") { traffic.total > before + 20_000 }
        await sink.close()
    }

    @Test("a web server's connection counts too, kept or new")
    func server() async throws {
        let server = try HTTPTestServer { _ in HTTPTestServer.answer(202) }
        var options = HTTPOptions(endpoint: try HTTPEndpoint(server.url + "/in"))
        options.compresses = false
        let sink = HTTPSink(options: options)
        let traffic = try #require(sink.traffic)
        for round in 1...3 {
            let before = traffic.total
            #expect(try await sink.deliver(samples(1...3), identity: testIdentity) == 3)
            #expect(traffic.total - before > 300, "round \(round)")
            #expect(traffic.total - before < 3_000, "round \(round): \(traffic.total - before)")
        }
    }

    @Test("a file costs nothing")
    func file() {
        #expect(FileSink(path: "/nowhere").traffic == nil)
    }
}
