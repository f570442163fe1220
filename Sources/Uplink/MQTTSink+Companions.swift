// What the sink tells beside the entries, and how it remembers it. It is remembered before it is told: after a power cut less may have
// been told than is remembered, never more.

import Journal

extension MQTTSink {
    /// Tells what the broker does not have yet.
    ///
    /// - Throws: if the connection ends before all is answered.
    func accompany(over link: MQTTLink) async throws(UplinkError) {
        if !enclosures.isEmpty {
            let sent = enclosures
            try await tell(sent, over: link)
            // What was enclosed meanwhile waits for the next entries, under a number of its own.
            enclosures = enclosures.dropFirst(sent.count).enumerated().map { number, message in
                MQTTLink.Message(seq: -Int64(number + 1), topic: message.topic, payload: message.payload)
            }
        }
        await save()
        // What could not be remembered is not told: it would be forgotten that it may never fall.
        guard !isUnsaved, let messages = desk?.due() else { return }
        try await tell(messages, over: link)
    }

    /// Publishes messages and waits until each is answered. One that is not allowed is told about, and held against nobody.
    func tell(_ messages: [MQTTLink.Message], over link: MQTTLink) async throws(UplinkError) {
        guard !messages.isEmpty else { return }
        var waiting = Dictionary(uniqueKeysWithValues: messages.map { ($0.seq, $0) })
        for message in messages { link.publish(message) }
        var events = link.events.makeAsyncIterator()
        while !waiting.isEmpty {
            CourierStep.tell("tells of the meters", limits: limits)
            switch await events.next() {
            case .acknowledged(let seq, let reason):
                guard let message = waiting.removeValue(forKey: seq) else { continue }
                if message.isRetained { desk?.took(message) }
                guard reason >= 0x80 else { continue }
                tellDenied(.denied(endpoint: options.endpoint, topic: message.topic, reason: MQTTLoop.reason(reason)))
            case .deaf(let error): tellDenied(error)
            case .connected: continue
            case .ended(let error): throw error
            case nil: throw .closed(sink: name)
            }
        }
    }

    /// Tells of a topic once.
    func tellDenied(_ error: UplinkError) {
        switch error {
        case .denied(_, let topic, _), .deaf(_, let topic, _):
            if denied.insert(topic).inserted { onDenied(error) }
        default: onDenied(error)
        }
    }

    /// Takes up what was told before the program began, once.
    func recall() async throws(UplinkError) {
        guard desk != nil, !isRecalled else { return }
        do throws(JournalError) {
            if let bytes = try await store.load() { desk?.recall(bytes) }
        } catch {
            throw .file(path: "journal", operation: "recall what the broker was told", reason: error.description)
        }
        isRecalled = true
    }

    /// Remembers what is about to be told.
    func save() async {
        guard isUnsaved, let memory = desk?.memory else { return }
        do throws(JournalError) {
            try await store.save(memory)
            isUnsaved = false
        } catch {
            // The journal's own users are told what is wrong with it; the next delivery tries again.
        }
    }
}
