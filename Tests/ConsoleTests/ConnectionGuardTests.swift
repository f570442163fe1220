// How long a connection may take for what, by a clock that the test moves.

import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Console

@Suite struct ConnectionGuardTests {
    private let roll = ConnectionRoll(most: 2)
    private static let request = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")

    private func connect(from address: String = "127.0.0.1", _ roll: ConnectionRoll? = nil) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: ConnectionGuard(roll ?? self.roll))
        try channel.connect(to: SocketAddress(ipAddress: address, port: 1)).wait()
        return channel
    }

    private func wait(_ seconds: Int64, _ channel: EmbeddedChannel) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
        channel.embeddedEventLoop.run()
    }

    private func ask(_ channel: EmbeddedChannel) throws {
        try channel.writeInbound(HTTPRequestPart.head(Self.request))
        try channel.writeInbound(HTTPRequestPart.end(nil))
    }

    private func answer(_ channel: EmbeddedChannel, fields: HTTPFields = [:]) throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok, headerFields: fields)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    @Test func aConnectionThatAsksNothingEnds() throws {
        let channel = try connect()
        wait(9, channel)
        #expect(channel.isActive)
        wait(1, channel)
        #expect(!channel.isActive && roll.count == 0)
    }

    @Test func aBodyThatDripsEndsHoweverOftenADropComes() throws {
        let channel = try connect()
        wait(9, channel)
        try channel.writeInbound(HTTPRequestPart.head(Self.request))
        for _ in 0..<9 {
            wait(1, channel)
            try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
        }
        #expect(channel.isActive)
        wait(1, channel)
        #expect(!channel.isActive)
    }

    @Test func anAnswerMayTakeItsTimeAndTheNextRequestHasItsOwn() throws {
        let channel = try connect()
        try channel.writeInbound(HTTPRequestPart.head(Self.request))
        try channel.writeInbound(HTTPRequestPart.end(nil))
        wait(3_000, channel)
        #expect(channel.isActive)
        try answer(channel)
        wait(9, channel)
        #expect(channel.isActive)
        wait(1, channel)
        #expect(!channel.isActive)
    }

    @Test func afterARefusalWhatStillComesIsThrownAwayForAMoment() throws {
        let channel = try connect()
        try channel.writeInbound(HTTPRequestPart.head(Self.request))
        while try channel.readInbound(as: HTTPRequestPart.self) != nil {}
        try answer(channel, fields: [.connection: "close"])
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
        #expect(try channel.readInbound(as: HTTPRequestPart.self) == nil)
        wait(2, channel)
        #expect(!channel.isActive)
    }

    @Test func oneTooManyEndsTheOneThatHasWaitedLongestAndNoneThatIsServed() throws {
        let first = try connect()
        let second = try connect()
        try ask(first)
        let third = try connect()
        #expect(first.isActive && !second.isActive && third.isActive && roll.count == 2)
        try ask(third)
        let fourth = try connect()
        #expect(first.isActive && third.isActive && !fourth.isActive)
        try answer(first)
        let fifth = try connect()
        #expect(!first.isActive && third.isActive && fifth.isActive)
    }

    @Test func whoOpensManyDrivesOutTheirOwnAndNoOther() throws {
        let roll = ConnectionRoll(most: 3)
        let other = try connect(from: "192.0.2.1", roll)
        let many = try (0..<5).map { _ in try connect(from: "192.0.2.2", roll) }
        #expect(other.isActive && many.map(\.isActive) == [false, false, false, true, true])
    }

    @Test func whoOpensManyFromOneNetworkOfVersionSixIsOne() throws {
        let roll = ConnectionRoll(most: 3)
        let other = try connect(from: "192.0.2.1", roll)
        let many = try (1...4).map { try connect(from: "2001:db8::\($0)", roll) }
        #expect(other.isActive && many.map(\.isActive) == [false, false, true, true])
    }

    @Test func whoTakesNothingOfTheAnswerMakesWayForOthersAndThenEnds() throws {
        let first = try connect()
        let second = try connect()
        for channel in [first, second] { try ask(channel) }
        for isWritable in [false, true, false] {
            first.isWritable = isWritable
            first.pipeline.fireChannelWritabilityChanged()
            wait(14, first)
        }
        let third = try connect()
        #expect(!first.isActive && second.isActive && third.isActive)
        second.isWritable = false
        second.pipeline.fireChannelWritabilityChanged()
        wait(14, second)
        #expect(second.isActive)
        wait(1, second)
        #expect(!second.isActive)
    }

    @Test func whoAsksManyThingsAtOnceIsCutOff() throws {
        let channel = try connect()
        for _ in 0..<Limits.requestsWaiting { try ask(channel) }
        #expect(channel.isActive)
        try answer(channel)
        try ask(channel)
        #expect(channel.isActive)
        try? ask(channel)
        #expect(!channel.isActive)
        var heads = 0
        while let part = try channel.readInbound(as: HTTPRequestPart.self) { if case .head = part { heads += 1 } }
        #expect(heads == Limits.requestsWaiting + 1)
    }

    @Test func everyAnswerHasTheLinesThatMakeBrowsersCareful() throws {
        let channel = try connect()
        try answer(channel, fields: [.cacheControl: "max-age=1"])
        guard case .head(let head)? = try channel.readOutbound(as: HTTPResponsePart.self) else {
            Issue.record("there is no head")
            return
        }
        #expect(head.headerFields[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        #expect(head.headerFields[.xContentTypeOptions] == "nosniff" && head.headerFields[.cacheControl] == "max-age=1")
        try answer(channel)
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
            if case .head(let bare) = part { #expect(bare.headerFields[.cacheControl] == "no-store") }
        }
    }
}
