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

    private func connect() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: ConnectionGuard(roll))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private func wait(_ seconds: Int64, _ channel: EmbeddedChannel) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
        channel.embeddedEventLoop.run()
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
        try first.writeInbound(HTTPRequestPart.head(Self.request))
        try first.writeInbound(HTTPRequestPart.end(nil))
        let third = try connect()
        #expect(first.isActive && !second.isActive && third.isActive && roll.count == 2)
        try third.writeInbound(HTTPRequestPart.head(Self.request))
        try third.writeInbound(HTTPRequestPart.end(nil))
        let fourth = try connect()
        #expect(first.isActive && third.isActive && !fourth.isActive)
        try answer(first)
        let fifth = try connect()
        #expect(!first.isActive && third.isActive && fifth.isActive)
    }
}
