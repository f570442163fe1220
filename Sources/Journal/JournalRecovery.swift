// What was done to a journal that was found damaged, for the log and the alarm.

/// A journal was damaged, put aside, and went on in a fresh file with what could be saved.
public struct JournalRecovery: Sendable, Hashable {
    /// What was found.
    public let reason: String
    /// Where the damaged file is now; its log lies beside it.
    public let quarantined: String
    /// Entries saved.
    public let entries: Int
    /// Rows that were found but are not what was written.
    public let damagedRows: Int
    /// Entries known to be missing that some sink had not settled; an entry of kind `gap` tells the sinks.
    public let lost: Int64
    /// Sinks that keep their place; another one gets everything that was saved.
    public let sinks: Int

    /// A recovery from its parts.
    public init(reason: String, quarantined: String, entries: Int, damagedRows: Int, lost: Int64, sinks: Int) {
        self.reason = reason
        self.quarantined = quarantined
        self.entries = entries
        self.damagedRows = damagedRows
        self.lost = lost
        self.sinks = sinks
    }

    /// As kept in the fresh file, so that it is told even if the process ends before.
    var text: String {
        "\(entries)\t\(damagedRows)\t\(lost)\t\(sinks)\t\(reason)"
    }

    /// From what is kept in the fresh file.
    init?(text: String, quarantined: String) {
        let parts = text.split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, let entries = Int(parts[0]), let rows = Int(parts[1]), let lost = Int64(parts[2]),
            let sinks = Int(parts[3])
        else { return nil }
        self.init(
            reason: String(parts[4]), quarantined: quarantined, entries: entries, damagedRows: rows, lost: lost,
            sinks: sinks)
    }
}

extension JournalRecovery: CustomStringConvertible {
    /// One sentence for the operator.
    public var description: String {
        "the journal was damaged (\(reason)); \(entries) entries were saved, \(lost) that a sink still waited for are lost; "
            + "the damaged file is kept as \(quarantined)"
    }
}
