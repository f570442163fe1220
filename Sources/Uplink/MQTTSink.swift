// Delivers to an MQTT broker with QoS 1. An entry is delivered when the broker has acknowledged it with a reason below 0x80;
// never by time, never by a successful write. At most a window of entries is on its way, counted from the oldest that is not
// acknowledged, so a lost connection makes no more duplicates than that. Any trouble ends the link; the next one starts clean.
// What is told beside the entries is told anew over each link, and never decides whether an entry is delivered.

import Journal

/// A broker as a sink.
public actor MQTTSink: Sink {
    /// The name under which the journal keeps this sink's place.
    public nonisolated let name: String
    let options: MQTTOptions
    let limits: UplinkLimits
    /// What goes over the network.
    public nonisolated var traffic: Traffic? { carried }
    private let carried = Traffic()
    let store: MQTTStore
    let onDenied: @Sendable (UplinkError) -> Void
    private let onCommand: @Sendable (_ payload: [UInt8]) -> Void
    var enclosures: [MQTTLink.Message] = []
    var desk: CompanionDesk?
    var isRecalled = false
    var isUnsaved = false
    var denied: Set<String> = []
    private var link: MQTTLink?
    private var window = 1
    private var isClosed = false
    private var isWaiting = false

    /// Does not connect yet.
    ///
    /// - Parameters:
    ///   - companions: what is told beside the entries; nil: nothing.
    ///   - store: where it is remembered what was told, over restarts.
    ///   - onDenied: called once for each topic beside the entries that the broker does not let us write to or hear. Only MQTT 5
    ///     tells of the former.
    ///   - onCommand: called with what comes on the options' command topic, whoever sent it, at most a byte more than a command may
    ///     have. Must not wait for anything.
    public init(
        name: String = "mqtt", options: MQTTOptions, companions: MQTTCompanions? = nil, store: MQTTStore = .none,
        limits: UplinkLimits = UplinkLimits(), onDenied: @escaping @Sendable (UplinkError) -> Void = { _ in },
        onCommand: @escaping @Sendable (_ payload: [UInt8]) -> Void = { _ in }
    ) {
        self.name = name
        self.options = options
        self.limits = limits
        self.store = store
        self.onDenied = onDenied
        self.onCommand = onCommand
        desk = companions.map { CompanionDesk($0) }
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
            CourierStep.tell("delivers", limits: limits)
            switch await events.next() {
            case .acknowledged(let seq, let reason): failure = note(reason, of: seq, in: &delivery)
            case .connected: break
            case .deaf(let error): tellDenied(error)
            case .ended(let error): failure = error
            case nil: failure = .closed(sink: name)
            }
        }
        let settled = delivery.settled
        if let settled, desk?.note(batch.prefix { $0.seq <= settled }) == true { isUnsaved = true }
        if let failure {
            await save()
            drop(link)
            guard let settled else { throw failure }
            return settled
        }
        // The entries are delivered, whatever becomes of this.
        do throws(UplinkError) {
            try await accompany(over: link)
        } catch {
            drop(link)
        }
        return settled ?? 0
    }

    /// Has something sent after the next entries that are delivered, or with the next connection; it is kept in memory only.
    ///
    /// - Returns: false if too much waits already.
    public func enclose(_ payload: [UInt8], topic: String) -> Bool {
        guard enclosures.count < limits.enclosures else { return false }
        enclosures.append(MQTTLink.Message(seq: -Int64(enclosures.count + 1), topic: topic, payload: payload))
        return true
    }

    /// Takes leave of the broker until there is something to deliver.
    public func rest() async {
        guard let link else { return }
        if link.ended == nil, let farewell = desk?.farewell() { try? await tell([farewell], over: link) }
        link.requestEnd(.quietly)
        // Gone before another comes under the same name: else the broker would take this one for lost.
        for await event in link.events { if case .ended = event { break } }
        drop(link)
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
        try await recall()
        guard !isClosed else { throw .closed(sink: name) }
        let onCommand = onCommand
        let link = MQTTLink(
            name: name, options: options, will: desk?.will,
            subscription: options.commandTopic.map { MQTTLink.Subscription(topic: $0, take: onCommand) },
            limits: limits, traffic: carried)
        self.link = link
        var failure = UplinkError.closed(sink: name)
        for await event in link.events {
            switch event {
            case .connected(let receiveMaximum):
                window = max(1, min(limits.window, receiveMaximum))
                desk?.forgetTaken()
                do throws(UplinkError) {
                    try await accompany(over: link)
                } catch {
                    drop(link)
                    throw error
                }
                return link
            case .ended(let error): failure = error
            case .deaf(let error): tellDenied(error)
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
}
