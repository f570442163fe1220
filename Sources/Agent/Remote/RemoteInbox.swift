// What has come for the agent and waits to be looked at: brokers' threads put it in, one service takes it out.

/// Messages that want to be commands.
struct RemoteInbox: Sendable {
    /// One message.
    struct Message: Sendable {
        /// The sink that it came over.
        let sink: String
        let payload: [UInt8]
    }

    /// For one reader.
    let messages: AsyncStream<Message>
    private let continuation: AsyncStream<Message>.Continuation

    init() {
        // Who sends faster than commands are carried out is not heard.
        (messages, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Limits.remoteWaitingMax))
    }

    /// Puts a message in; from any thread.
    func put(_ payload: [UInt8], from sink: String) {
        continuation.yield(Message(sink: sink, payload: payload))
    }
}
