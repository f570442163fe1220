// One connection to a broker, from connecting to its end; there is no second life: what libmosquitto still had in its queue
// goes with it, and the journal sends it again over the next link.
// The link owns a thread, and only that thread calls libmosquitto. In go messages, out come events, in between is a lock.

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A connection in its own thread.
final class MQTTLink: Sendable {
    /// What a link has to tell, in the order it happened. `ended` is the last and always comes.
    enum Event: Sendable {
        /// The broker lets us in; it takes this many unacknowledged messages.
        case connected(receiveMaximum: Int)
        /// The broker's answer to a message; from 0x80 on it is a refusal.
        case acknowledged(seq: Int64, reason: Int32)
        /// The broker does not let us hear what we asked for.
        case deaf(UplinkError)
        /// The link is no more.
        case ended(UplinkError)
    }

    /// Something to publish.
    struct Message: Sendable {
        /// Which entry it is; below zero for what is no entry.
        let seq: Int64
        let topic: String
        let payload: [UInt8]
        /// Whether the broker keeps it for who comes later.
        var isRetained = false
    }

    /// What comes from the broker: messages of one topic and of everything below it.
    struct Subscription: Sendable {
        let topic: String
        /// Called in the link's thread.
        let take: @Sendable (_ payload: [UInt8]) -> Void
    }

    /// How a link takes leave.
    enum Leave: Sendable {
        /// On purpose, for a while: the broker says nothing about it.
        case quietly
        /// Like a loss: the broker publishes the last will.
        case withWill
    }

    /// What the thread is asked to do.
    struct Orders {
        var messages: [Message] = []
        var end: Leave?
    }

    /// The sink it works for.
    let name: String
    let options: MQTTOptions
    let limits: UplinkLimits
    /// What goes over the connection.
    let traffic: Traffic
    /// What the broker publishes when the connection is lost.
    let will: Message?
    /// What is asked of the broker.
    let subscription: Subscription?
    /// For one reader at a time. Cancelling the reader ends the link.
    let events: AsyncStream<Event>

    private let continuation: AsyncStream<Event>.Continuation
    private let orders = Mutex(Orders())
    private let end = Mutex<UplinkError?>(nil)
    private let pipe: WakePipe?

    /// Starts connecting.
    init(
        name: String, options: MQTTOptions, will: Message? = nil, subscription: Subscription? = nil,
        limits: UplinkLimits, traffic: Traffic = Traffic()
    ) {
        self.name = name
        self.traffic = traffic
        self.will = will
        self.subscription = subscription
        self.options = options
        self.limits = limits
        (events, continuation) = AsyncStream.makeStream(of: Event.self)
        pipe = WakePipe()
        continuation.onTermination = { [weak self] _ in self?.requestEnd() }
        if pipe == nil {
            report(end: .unreachable(endpoint: options.endpoint, reason: "no descriptors left"))
        } else {
            startThread()
        }
    }

    /// Why the link is no more, nil while it is.
    var ended: UplinkError? { end.withLock { $0 } }

    /// Publishes a message; only to be used after `connected` and within the window.
    func publish(_ message: Message) {
        orders.withLock { $0.messages.append(message) }
        pipe?.wake()
    }

    /// Takes leave of the broker and ends; `ended` follows.
    func requestEnd(_ leave: Leave = .withWill) {
        orders.withLock { $0.end = $0.end ?? leave }
        pipe?.wake()
    }

    /// For the thread: what there is to do.
    func takeOrders() -> Orders {
        orders.withLock { orders in
            defer { orders.messages = [] }
            return orders
        }
    }

    /// For the thread: something happened.
    func report(_ event: Event) {
        continuation.yield(event)
    }

    /// For the thread: its last word.
    func report(end error: UplinkError) {
        end.withLock { $0 = error }
        continuation.yield(.ended(error))
        continuation.finish()
    }

    private func startThread() {
        // The thread keeps the link alive, and the pipe with it, until it has destroyed its libmosquitto handle.
        let code = DetachedThread.start {
            if let pipe = self.pipe { MQTTLoop(link: self, pipe: pipe).run() }
        }
        guard code != 0 else { return }
        report(end: .unreachable(endpoint: options.endpoint, reason: "no thread: \(String(cString: strerror(code)))"))
    }
}
