// Everything that can go wrong with the journal, in words for the person at the gateway: each carries the path.
// An error says by itself whether the process may go on; what exit code it ends with is the agent's business.

/// Why the journal could not do what was asked.
public enum JournalError: Error, Equatable, Sendable {
    /// The file or its folder cannot be created or written.
    case unwritable(path: String, reason: String)
    /// Another connection holds the file.
    case inUse(path: String)
    /// The file exists but is not a journal of this product.
    case notAJournal(path: String, reason: String)
    /// A later release wrote the file.
    case newerSchema(path: String, found: Int64, supported: Int64)
    /// The file was made by another device than the one configured.
    case otherDevice(path: String, device: String, configured: String)
    /// SQLite did not take a setting the durability promise rests on.
    case setting(path: String, name: String, wanted: String, found: String)
    /// No room: nothing was stored, later attempts may succeed.
    case full(path: String)
    /// SQLite found its own structures damaged.
    case corrupt(path: String, reason: String)
    /// Reading, writing or flushing failed: what is on disk is unknown until the file is opened anew.
    case inputOutput(path: String, operation: String, reason: String)
    /// One entry is not what was written; it must not be delivered.
    case damagedEntry(path: String, seq: Int64)
    /// A name or a payload is empty or longer than its limit.
    case badField(path: String, field: String, bytes: Int, limit: Int)
    /// A sink that was not registered.
    case unknownSink(path: String, sink: String)
    /// A sink claims to have delivered what was never appended.
    case neverAppended(path: String, sink: String, seq: Int64, last: Int64)
    /// The journal was closed before.
    case closed(path: String)

    /// True if going on with this journal cannot work, or would promise what may not be on disk.
    /// The process ends, its supervisor starts it again, and the journal re-reads what is truly there.
    public var mustEndProcess: Bool {
        switch self {
        case .unwritable, .inUse, .notAJournal, .newerSchema, .otherDevice, .setting, .corrupt, .inputOutput, .closed:
            true
        case .full, .damagedEntry, .badField, .unknownSink, .neverAppended:
            false
        }
    }

    /// True if only room was wanting.
    var isFull: Bool {
        if case .full = self { true } else { false }
    }

    /// The same error about another path: what was found in a copy is about what was copied.
    func about(_ path: String) -> JournalError {
        switch self {
        case .corrupt(_, let reason): .corrupt(path: path, reason: reason)
        case .notAJournal(_, let reason): .notAJournal(path: path, reason: reason)
        case .newerSchema(_, let found, let supported): .newerSchema(path: path, found: found, supported: supported)
        case .full: .full(path: path)
        case .inputOutput(_, let operation, let reason):
            .inputOutput(path: path, operation: operation, reason: reason)
        default: self
        }
    }

    /// What was found, without the path and the advice.
    var reason: String {
        switch self {
        case .corrupt(_, let reason), .notAJournal(_, let reason): reason
        default: description
        }
    }

    /// True if the file's own structure is not what SQLite wrote.
    var isDamage: Bool {
        switch self {
        case .corrupt, .notAJournal: true
        default: false
        }
    }
}

extension JournalError: CustomStringConvertible {
    /// One sentence for the operator: what happened to which file, and what to do if that is not plain.
    public var description: String {
        switch self {
        case .unwritable(let path, let reason):
            "journal \(path): cannot be created or written: \(reason)"
        case .inUse(let path):
            "journal \(path): another agent uses this journal; stop it first, or give this one its own path"
        case .notAJournal(let path, let reason):
            "journal \(path): not a Meterclip journal: \(reason); move the file away to begin a new one"
        case .newerSchema(let path, let found, let supported):
            "journal \(path): written by a later release (schema \(found), this one knows \(supported)); upgrade the agent"
        case .otherDevice(let path, let device, let configured):
            "journal \(path): belongs to device \"\(device)\" but the configuration says \"\(configured)\"; "
                + "correct the device's name, or move the file away to begin a new journal"
        case .setting(let path, let name, let wanted, let found):
            "journal \(path): SQLite did not take \(name)=\(wanted) (it reads back as \(found)), so nothing would be safe"
        case .full(let path):
            "journal \(path): no space left: the entry was not stored"
        case .corrupt(let path, let reason):
            "journal \(path): damaged: \(reason); it is mended when the agent starts next"
        case .inputOutput(let path, let operation, let reason):
            "journal \(path): \(operation) failed: \(reason)"
        case .damagedEntry(let path, let seq):
            "journal \(path): entry \(seq) is not what was written (checksum); it is not delivered"
        case .badField(let path, let field, let bytes, let limit):
            "journal \(path): refused: \(field) has \(bytes) bytes, allowed are 1 to \(limit)"
        case .unknownSink(let path, let sink):
            "journal \(path): sink \"\(sink)\" is not registered"
        case .neverAppended(let path, let sink, let seq, let last):
            "journal \(path): sink \"\(sink)\" settles entry \(seq), but the last one appended is \(last)"
        case .closed(let path):
            "journal \(path): already closed"
        }
    }
}
