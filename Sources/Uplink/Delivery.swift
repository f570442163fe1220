// The window over one batch: what may be sent, what is acknowledged, and how far that is a prefix.
// A value without a connection, so that every order of acknowledgements can be tried.

/// A batch under way.
struct Delivery {
    let messages: [MQTTLink.Message]
    private let window: Int
    private var acknowledged: Set<Int64> = []
    private var sent = 0
    private var settledCount = 0

    /// - Parameter window: how many messages from the oldest unacknowledged one on may be under way.
    init(_ messages: [MQTTLink.Message], window: Int) {
        self.messages = messages
        self.window = window
    }

    /// The sequence number through which everything is acknowledged, nil if the first is not.
    var settled: Int64? { settledCount == 0 ? nil : messages[settledCount - 1].seq }

    /// Whether everything is acknowledged.
    var isComplete: Bool { settledCount == messages.count }

    /// The messages that may be sent now, each given out once.
    mutating func takeSendable() -> ArraySlice<MQTTLink.Message> {
        let end = min(messages.count, settledCount + window)
        defer { sent = max(sent, end) }
        return sent < end ? messages[sent..<end] : []
    }

    /// Notes the acknowledgement of a message.
    mutating func acknowledge(_ seq: Int64) {
        acknowledged.insert(seq)
        while settledCount < sent, acknowledged.remove(messages[settledCount].seq) != nil { settledCount += 1 }
    }
}
