// Delivers to an MQTT broker with QoS 1. An entry is delivered when the broker has acknowledged it with a reason below 0x80;
// never by time, never by a successful write. At most a window of entries is on its way, counted from the oldest that is not
// acknowledged, so a lost connection makes no more duplicates than that. Any trouble ends the link; the next one starts clean.

import Journal

/// A broker as a sink.
public actor MQTTSink: Sink {
    /// The name under which the journal keeps this sink's place.
    public nonisolated let name: String
    private let options: MQTTOptions
    private let limits: UplinkLimits
    private var link: MQTTLink?
    private var window = 1
    private var isClosed = false
    private var isWaiting = false

    /// Does not connect yet.
    public init(name: String = "mqtt", options: MQTTOptions, limits: UplinkLimits = UplinkLimits()) {
        self.name = name
        self.options = options
        self.limits = limits
    }

    deinit {
        link?.requestEnd()
    }

    /// Connects if there is no connection, and waits until the broker lets us in.
    public func prepare() async throws(UplinkError) {
        _ = try await connectedLink()
    }

    /// Publishes entries and waits for their acknowledgements.
    ///
    /// - Returns: the sequence number through which the broker has acknowledged all; less than the last if then the connection
    ///   was lost, an acknowledgement was late or an entry was refused, which the next delivery will tell.
    public func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        let messages = try messages(for: batch, identity: identity)
        let link = try await connectedLink()
        var delivery = Delivery(messages, window: window)
        isWaiting = true
        defer { isWaiting = false }
        var failure: UplinkError?
        var events = link.events.makeAsyncIterator()
        while failure == nil {
            for message in delivery.takeSendable() { link.publish(message) }
            if delivery.isComplete { break }
            switch await events.next() {
            case .acknowledged(let seq, let reason): failure = note(reason, of: seq, in: &delivery)
            case .connected: break
            case .ended(let error): failure = error
            case nil: failure = .closed(sink: name)
            }
        }
        if let failure {
            drop(link)
            guard let settled = delivery.settled else { throw failure }
            return settled
        }
        return delivery.settled ?? 0
    }

    /// Takes leave of the broker until there is something to deliver.
    public func rest() async {
        if let link { drop(link) }
    }

    /// Takes leave of the broker, for good.
    public func close() async {
        isClosed = true
        link?.requestEnd()
    }

    /// The link there is, or a new one once the broker has let us in.
    private func connectedLink() async throws(UplinkError) -> MQTTLink {
        precondition(!isWaiting, "a sink delivers one batch at a time")
        guard !isClosed else { throw .closed(sink: name) }
        if let link, link.ended == nil { return link }
        isWaiting = true
        defer { isWaiting = false }
        let link = MQTTLink(name: name, options: options, limits: limits)
        self.link = link
        var failure = UplinkError.closed(sink: name)
        for await event in link.events {
            switch event {
            case .connected(let receiveMaximum):
                window = max(1, min(limits.window, receiveMaximum))
                return link
            case .ended(let error): failure = error
            case .acknowledged: continue
            }
        }
        drop(link)
        throw failure
    }

    private func note(_ reason: Int32, of seq: Int64, in delivery: inout Delivery) -> UplinkError? {
        guard reason >= 0x80 else {
            delivery.acknowledge(seq)
            return nil
        }
        let topic = delivery.messages.first { $0.seq == seq }?.topic ?? ""
        let words = MQTTLoop.reason(reason)
        // Not authorised, quota exceeded (MQTT 5 §3.4.2.1): the entry is as good as any other, it is we who may not.
        if [0x87, 0x97].contains(reason) {
            return .denied(endpoint: options.endpoint, topic: topic, reason: words)
        }
        return .refused(endpoint: options.endpoint, seq: seq, topic: topic, reason: words)
    }

    private func drop(_ link: MQTTLink) {
        link.requestEnd()
        if self.link === link { self.link = nil }
    }

    /// The messages of the entries before the first that cannot be one.
    private func messages(
        for batch: [Entry], identity: JournalIdentity
    ) throws(UplinkError) -> [MQTTLink.Message] {
        // No entry has a topic then, and none is to blame.
        guard TopicTemplate.isLevel(identity.device) else {
            throw .badTopic(
                template: options.topic.text, reason: "the name \"\(identity.device)\" cannot be part of a topic")
        }
        var messages: [MQTTLink.Message] = []
        for entry in batch {
            do throws(UplinkError) {
                messages.append(
                    MQTTLink.Message(
                        seq: entry.seq, topic: try topic(for: entry, identity: identity),
                        payload: try Envelope.line(for: entry, identity: identity)))
            } catch {
                guard !messages.isEmpty else { throw error }
                break
            }
        }
        return messages
    }

    private func topic(for entry: Entry, identity: JournalIdentity) throws(UplinkError) -> String {
        do throws(UplinkError) {
            return try options.topic.topic(for: entry, of: identity)
        } catch {
            throw .noTopic(seq: entry.seq, meter: entry.meter, reason: error.description)
        }
    }
}
