// What a real broker hands over on the command topic, and what goes back beside the entries.

import Journal
import Synchronization
import TestSupport
import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct MQTTCommandTests {
    private let folder = TemporaryFolder()
    private let topic = "meterclip/gw/command"

    private final class Heard: Sendable {
        private let texts = Mutex<[String]>([])
        var all: [String] { texts.withLock { $0 } }
        func put(_ payload: [UInt8]) { texts.withLock { $0.append(String(decoding: payload, as: UTF8.self)) } }
    }

    private var machine: String {
        #if arch(arm64)
            "aarch64"
        #else
            "x86_64"
        #endif
    }

    private func sink(
        _ port: UInt16, _ heard: Heard, version: MQTTOptions.Version = .v5, login: MQTTOptions.Login? = nil,
        onDenied: @escaping @Sendable (UplinkError) -> Void = { _ in }
    ) throws -> MQTTSink {
        var options = MQTTOptions(
            host: "127.0.0.1", port: port, clientID: "gw", login: login, version: version,
            topic: try TopicTemplate("meterclip/{device}/{meter}/reading"))
        options.commandTopic = topic
        return MQTTSink(
            options: options, limits: quickLimits(), onDenied: onDenied, onCommand: { heard.put($0) })
    }

    @Test(
        "commands arrive while nothing is delivered, there and below, kept ones after each connecting",
        arguments: [MQTTOptions.Version.v5, .v311])
    func arrive(version: MQTTOptions.Version) async throws {
        let broker = try await TestBroker()
        let publisher = try await TestSubscriber(port: broker.port)
        publisher.publish("kept", to: topic + "/1", isRetained: true)
        let heard = Heard()
        let sink = try sink(broker.port, heard, version: version)
        try await sink.prepare()
        try await eventually("the kept one") { heard.all == ["kept"] }
        publisher.publish("now", to: topic, isRetained: false)
        try await eventually("the one of now") { heard.all == ["kept", "now"] }
        publisher.publish("elsewhere", to: "meterclip/other/command", isRetained: false)
        await sink.rest()
        try await sink.prepare()
        try await eventually("the kept one again") { heard.all == ["kept", "now", "kept"] }
        await sink.close()
    }

    @Test("a command that is too long arrives cut, one byte too long")
    func long() async throws {
        let broker = try await TestBroker()
        let publisher = try await TestSubscriber(port: broker.port)
        let heard = Heard()
        let sink = try sink(broker.port, heard)
        // Kept, so that it does not matter who is there first.
        publisher.publish(String(repeating: "x", count: 100_000), to: topic, isRetained: true)
        try await sink.prepare()
        let limit = quickLimits().commandBytes
        try await eventually("cut") { heard.all.map(\.utf8.count) == [limit + 1] }
        await sink.close()
    }

    @Test("a broker that does not let us hear is told of once, and still gets the entries")
    func denied() async throws {
        // Plain access lists let everybody subscribe, and then hand over nothing.
        let plugin = "/usr/lib/\(machine)-linux-gnu/mosquitto_dynamic_security.so"
        let access = #""publishClientSend":true,"publishClientReceive":true,"subscribe":false,"unsubscribe":true"#
        let broker = try await TestBroker(
            [
                "allow_anonymous true", "per_listener_settings false", "plugin \(plugin)",
                "plugin_opt_config_file FOLDER/rules.json",
            ], files: ["rules.json": "{\"defaultACLAccess\":{\(access)}}"])
        let told = Mutex<[UplinkError]>([])
        let sink = try sink(broker.port, Heard()) { error in told.withLock { $0.append(error) } }
        for seq in 1...3 {
            #expect(try await sink.deliver(samples(seq...seq), identity: testIdentity) == Int64(seq))
            await sink.rest()
        }
        await sink.close()
        #expect(told.withLock { $0.count } == 1)
        guard case .deaf(_, topic, _)? = told.withLock({ $0.first }) else {
            Issue.record("\(told.withLock { $0 })")
            return
        }
    }

    @Test("what is enclosed goes out after the next entries, once")
    func enclosed() async throws {
        let broker = try await TestBroker()
        let subscriber = try await TestSubscriber(port: broker.port)
        let sink = try sink(broker.port, Heard())
        try await sink.prepare()
        #expect(await sink.enclose(Array("picture".utf8), topic: "meterclip/gw/evidence/7"))
        _ = try await sink.deliver(samples(1...1), identity: testIdentity)
        _ = try await sink.deliver(samples(2...2), identity: testIdentity)
        try await eventually("all three") { subscriber.messages.count == 3 }
        #expect(
            subscriber.messages.map(\.topic) == [
                "meterclip/gw/gas/reading", "meterclip/gw/evidence/7", "meterclip/gw/gas/reading",
            ])
        #expect(subscriber.messages[1].payload == "picture")
        for _ in 0..<quickLimits().enclosures {
            #expect(await sink.enclose([1], topic: "meterclip/gw/evidence/8"))
        }
        #expect(await sink.enclose([1], topic: "meterclip/gw/evidence/8") == false, "memory has an end")
        await sink.close()
    }
}
