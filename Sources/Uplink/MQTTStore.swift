// Remembers over restarts what a broker was told beside the entries, so that it is never told less.

import Journal

/// Where it is remembered.
public struct MQTTStore: Sendable {
    /// What was kept last; nil if nothing was.
    public var load: @Sendable () async throws(JournalError) -> [UInt8]?
    /// Keeps it in place of what was kept before.
    public var save: @Sendable ([UInt8]) async throws(JournalError) -> Void

    /// A store from its parts.
    public init(
        load: @escaping @Sendable () async throws(JournalError) -> [UInt8]?,
        save: @escaping @Sendable ([UInt8]) async throws(JournalError) -> Void
    ) {
        self.load = load
        self.save = save
    }

    /// A note in the journal.
    public init(journal: Journal, note: String) {
        load = { () async throws(JournalError) in try await journal.note(note) }
        save = { (bytes) async throws(JournalError) in try await journal.keep(note: note, bytes) }
    }

    /// Nothing is remembered.
    public static let none = MQTTStore(
        load: { () async throws(JournalError) in nil }, save: { _ async throws(JournalError) in })
}
