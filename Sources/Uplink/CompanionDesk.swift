// Decides what is to be told beside the entries, and remembers what the broker has already taken over this connection.
// A value without a connection: entries in, messages out.

import FoundationEssentials
import Journal

/// The messages beside the entries.
struct CompanionDesk {
    let companions: MQTTCompanions
    /// The registers' states, under what their entries are filed under.
    private(set) var states: [String: SeriesState] = [:]
    private var taken: [String: String] = [:]
    // Below those of entries, so that an answer is never taken for an entry's.
    private var lastNumber: Int64 = 0

    init(_ companions: MQTTCompanions) {
        self.companions = companions
    }

    /// What is to be remembered.
    var memory: [UInt8] { (try? JSONEncoder().encode(states)).map { Array($0) } ?? [] }

    /// Takes what was remembered of what may be told; what cannot be read was nothing.
    mutating func recall(_ bytes: [UInt8]) {
        states = (try? JSONDecoder().decode([String: SeriesState].self, from: Data(bytes))) ?? [:]
        if let shown = companions.shown { states = states.filter { shown.contains($0.key) } }
    }

    /// Nothing is known of what the broker has.
    mutating func forgetTaken() { taken = [:] }

    /// The broker has taken a message.
    mutating func took(_ message: MQTTLink.Message) {
        taken[message.topic] = String(decoding: message.payload, as: UTF8.self)
    }

    /// Takes note of entries that were delivered.
    ///
    /// - Returns: whether there is something to remember and to tell.
    mutating func note(_ entries: some Sequence<Entry>) -> Bool {
        guard companions.edge != nil || companions.homeAssistant != nil else { return false }
        var isChanged = false
        for entry in entries where !entry.meter.isEmpty {
            if let series = SeriesMeaning.series(of: entry) {
                // A balance group has warnings too, and is no register.
                guard companions.meters.contains(where: { $0.series == series }) else { continue }
                if states[series, default: SeriesState()].noteMeaning(entry) { isChanged = true }
                continue
            }
            var state = states[entry.meter] ?? SeriesState()
            let change = state.note(entry)
            guard change != .none else { continue }
            states[entry.meter] = state
            isChanged = true
            // A new reading is told even if it shows what the last one did.
            guard change == .advanced else { continue }
            for (topic, _) in messages(of: entry.meter) { taken[topic] = nil }
        }
        return isChanged
    }

    /// What the broker has not taken over this connection, in the order in which it is to be sent.
    mutating func due() -> [MQTTLink.Message] {
        var wanted: [(topic: String, payload: String)] = []
        if let presence = companions.presence { wanted.append((presence.topic, presence.online)) }
        for info in companions.meters {
            wanted +=
                topics(of: info)?.configurations(
                    exchanges: states[info.series]?.exchanges ?? 0, cost: states[info.series]?.meaning?.cost) ?? []
        }
        for series in states.keys.sorted() { wanted += messages(of: series) }
        return wanted.filter { taken[$0.topic] != $0.payload }.map { message($0.topic, $0.payload) }
    }

    /// What is said before a rest.
    mutating func farewell() -> MQTTLink.Message? {
        guard let presence = companions.presence, let text = presence.resting else { return nil }
        return message(presence.topic, text)
    }

    /// What the broker says once the connection is lost.
    var will: MQTTLink.Message? {
        companions.presence.map {
            MQTTLink.Message(seq: 0, topic: $0.topic, payload: Array($0.offline.utf8), isRetained: true)
        }
    }

    private mutating func message(_ topic: String, _ payload: String) -> MQTTLink.Message {
        lastNumber -= 1
        return MQTTLink.Message(seq: lastNumber, topic: topic, payload: Array(payload.utf8), isRetained: true)
    }

    private func topics(of info: MQTTSink.MeterInfo) -> HomeAssistantTopics? {
        companions.homeAssistant.map { HomeAssistantTopics(companions: companions, options: $0, info: info) }
    }

    private func messages(of series: String) -> [(topic: String, payload: String)] {
        guard let state = states[series] else { return [] }
        var messages: [(topic: String, payload: String)] = []
        if let edge = companions.edge, let main = companions.topic(edge), TopicTemplate.isLevel(series) {
            messages += EdgeTopics.messages(state, under: main + "/" + series)
        }
        if let info = companions.meters.first(where: { $0.series == series }), let topics = topics(of: info) {
            messages += topics.states(state)
        }
        return messages
    }
}
