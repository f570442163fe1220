// What became of a command, as the entry that is its answer and its trace: who, when, what was, what is.

import Journal
import Metering
import Uplink

/// The entry about one command.
struct RemoteRecord: Sendable {
    /// What entries about commands are called.
    static let kind = "command"
    /// What one is called that begins a register's history anew, so that it is found without reading the others.
    static let indexKind = "index-set"

    private(set) var isDone: Bool
    private let id: String?
    private let word: String?
    let by: String
    /// What happened, in words.
    var text = ""
    /// What it is filed under, as readings are; empty where it is about none.
    var series = ""
    /// What was before, and what is now, where something was changed.
    var change: (old: String, new: String)?
    /// The register's index that was set.
    var index: (register: String, text: String, at: Timestamp, exchanges: Int)?

    /// What is to be done once the entry is in the journal.
    var after: @Sendable () -> Void = {}

    /// A command that is being carried out.
    init(_ order: RemoteOrder, by: String) {
        (isDone, id, word, self.by) = (true, order.id, order.word.rawValue, by)
    }

    /// One that was refused as it was written.
    init(refused: RemoteRefusal, id: String?, by: String) {
        (isDone, self.id, word, self.by) = (false, id, nil, by)
        text = refused.description
    }

    /// It was not done after all.
    mutating func refuse(_ refusal: RemoteRefusal) {
        (isDone, text, change, index) = (false, refusal.description, nil, nil)
        after = {}
    }

    /// The entry.
    func entry(at time: EntryTime) -> NewEntry {
        var object = JSONObject()
        object.set("event", Self.kind)
        object.set("state", isDone ? "done" : "refused")
        if let id { object.set("id", id) }
        if let word { object.set("command", word) }
        object.set("by", by)
        object.set("captured_at", time.wall.text)
        object.set("text", text)
        if let change {
            object.set("old", change.old)
            object.set("new", change.new)
        }
        if let index {
            object.set("register", index.register)
            object.set("index", index.text)
            object.set("shown_at", index.at.text)
            object.set("exchanges", index.exchanges)
        }
        let kind = index == nil ? Self.kind : Self.indexKind
        return NewEntry(kind: kind, meter: series, time: time, json: object.text)
    }
}
