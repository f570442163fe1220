import Testing

@testable import Uplink

@Suite(.timeLimit(.minutes(3))) struct MQTTLinkTests {
    private func options(port: UInt16, host: String = "127.0.0.1") throws -> MQTTOptions {
        MQTTOptions(host: host, port: port, clientID: "gw", topic: try TopicTemplate("t"))
    }

    private func hasEnd(_ link: MQTTLink) async -> Bool {
        for await event in link.events { if case .ended = event { return true } }
        return false
    }

    @Test("a link that ended is gone, with its thread and its descriptors")
    func gone() async throws {
        let broker = try await TestBroker()
        for _ in 0..<20 {
            var link: MQTTLink? = MQTTLink(options: try options(port: broker.port), limits: quickLimits())
            weak let remains = link
            link?.requestEnd()
            if let link { #expect(await hasEnd(link)) }
            #expect(link?.ended != nil)
            link = nil
            try await eventually("the thread lets go") { remains == nil }
        }
    }

    @Test("cancelling the reader of its events ends a link")
    func cancelled() async throws {
        let broker = try await TestBroker()
        var link: MQTTLink? = MQTTLink(options: try options(port: broker.port), limits: quickLimits())
        weak let remains = link
        let reader = Task { [link] in if let link { _ = await hasEnd(link) } }
        try await Task.sleep(for: .milliseconds(5))
        reader.cancel()
        await reader.value
        link = nil
        try await eventually("the thread lets go") { remains == nil }
    }

    @Test("a name nobody knows is unreachable, in words")
    func unknownHost() async throws {
        let link = MQTTLink(options: try options(port: 1883, host: "no-such-host.invalid"), limits: quickLimits())
        for await event in link.events {
            guard case .ended(.unreachable("mqtt://no-such-host.invalid:1883", let reason)) = event else { continue }
            #expect(reason == "Lookup error")
        }
        #expect(link.ended != nil)
    }

    @Test("a broker that drops us because our name is taken says so")
    func takenOver() async throws {
        let broker = try await TestBroker()
        let first = MQTTLink(options: try options(port: broker.port), limits: quickLimits())
        var second: MQTTLink?
        var end: UplinkError?
        for await event in first.events {
            switch event {
            case .connected: second = MQTTLink(options: try options(port: broker.port), limits: quickLimits())
            case .ended(let error): end = error
            case .acknowledged: break
            }
        }
        let endpoint = "mqtt://127.0.0.1:\(broker.port)"
        #expect(end == .lost(endpoint: endpoint, reason: "Session taken over (0x8e)"))
        second?.requestEnd()
    }
}
