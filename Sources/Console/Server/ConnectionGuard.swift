// Stands between a connection and what answers it, and ends what takes too long: a request that does not become complete, an answer that
// nobody takes; and what asks much at once. After an answer that closes the connection it throws away what still comes, so that the
// answer arrives. No answer passes without the lines that make browsers careful.

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// The bounds of one connection, in time. Used on its event loop only.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let roll: ConnectionRoll
    private var number: Int?
    /// Requests that have arrived and are not answered yet.
    private var unanswered = 0
    private var isArriving = false
    private var closesAfterwards = false
    private var isClosing = false
    private var deadline: Scheduled<Void>?
    private var stall: Scheduled<Void>?

    init(_ roll: ConnectionRoll) { self.roll = roll }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        switch unwrapInboundIn(data) {
        case .head:
            guard unanswered < Limits.requestsWaiting else {
                // What has been sent is taken apart at once, all of it: this much memory and no more.
                isClosing = true
                return context.close(promise: nil)
            }
            isArriving = true
            expect(within: Limits.requestPatience, context)
        case .body: break
        case .end:
            isArriving = false
            unanswered += 1
            deadline?.cancel()
            if let number { roll.note(number, isServed: true) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            closesAfterwards = head.headerFields[.connection] == "close"
            var whole = head
            whole.headerFields = ConsoleDesk.careful(head.headerFields)
            context.write(wrapOutboundOut(.head(whole)), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            unanswered -= 1
            guard closesAfterwards else {
                context.write(data, promise: promise)
                if unanswered <= 0, !isArriving {
                    expect(within: Limits.requestPatience, context)
                    if let number { roll.note(number, isServed: false) }
                }
                return
            }
            isClosing = true
            context.writeAndFlush(data, promise: promise)
            context.close(mode: .output, promise: nil)
            if let number { roll.note(number, isServed: false) }
            expect(within: Limits.refusalPatience, context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = context.channel.isWritable ? nil : close(within: Limits.answerPatience, context)
        // Who takes nothing is served no more than who asks nothing.
        if let number, unanswered > 0 { roll.note(number, isServed: context.channel.isWritable) }
        context.fireChannelWritabilityChanged()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard number == nil else { return }
        number = roll.enter(context.channel)
        guard number != nil else { return context.close(promise: nil) }
        expect(within: Limits.requestPatience, context)
    }

    private func expect(within patience: Duration, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        deadline = close(within: patience, context)
    }

    private func close(within patience: Duration, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        let channel = context.channel
        return context.eventLoop.scheduleTask(in: TimeAmount(patience)) { channel.close(promise: nil) }
    }

    private func end() {
        deadline?.cancel()
        stall?.cancel()
        if let number { roll.leave(number) }
        number = nil
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
