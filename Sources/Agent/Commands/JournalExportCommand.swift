// `meterclip journal export`: the entries as JSON lines or comma-separated values. Never alters the file.

import Journal

/// The export of a journal.
public struct JournalExportCommand: Sendable {
    /// How entries are written.
    public enum Format: String, Sendable, CaseIterable {
        /// One JSON object per line.
        case jsonl
        /// Comma-separated values with a head line (RFC 4180).
        case csv
    }

    /// The journal's file.
    public var path: String
    /// How entries are written.
    public var format: Format
    /// Only entries of this kind.
    public var kind: String?
    /// Only entries of this meter.
    public var meter: String?
    /// Only entries behind this number.
    public var after: Int64

    /// An export of a file.
    public init(path: String, format: Format, kind: String?, meter: String?, after: Int64) {
        self.path = path
        self.format = format
        self.kind = kind
        self.meter = meter
        self.after = after
    }

    /// Writes every entry asked for, oldest first.
    public func run(write: (String) -> Void) throws(AgentError) {
        let copy = try AgentError.journal(path) { () throws(JournalError) in try JournalCopy(of: path) }
        if let damage = copy.damage {
            throw .badData(
                "journal \(path): damaged: \(damage); use meterclip journal salvage first, and export what it saved")
        }
        if format == .csv { write(EntryLine.csvHead) }
        var last = after
        while true {
            let rows = try AgentError.journal(path) { () throws(JournalError) in
                try copy.entries(after: last, kind: kind, meter: meter)
            }
            guard let newest = rows.last?.entry.seq else { return }
            for row in rows {
                write(
                    format == .csv
                        ? EntryLine.csv(row.entry, isIntact: row.isIntact)
                        : EntryLine.json(row.entry, isIntact: row.isIntact))
            }
            last = newest
        }
    }
}
