// Time that was put right: the journal knows when boots began, and reads the entries of a boot by it. Rows are never rewritten, so
// that what was noted first stays, checksum and all.

extension Journal {
    private static let bootsNote = "boots"

    /// When a boot began, if its clock was set.
    public func bootTime(of bootID: String) throws(JournalError) -> BootTime? {
        try withDatabase { (_) throws(JournalError) in boots.last { $0.bootID == bootID } }
    }

    /// Learns when a boot began; from here on its entries of before are read with their time put right. Only the first word on a
    /// boot counts: times that were put right, and perhaps delivered, never change again.
    ///
    /// - Returns: how many kept entries it puts right.
    @discardableResult
    public func learn(_ boot: BootTime) throws(JournalError) -> Int {
        guard (1...limits.nameBytes).contains(boot.bootID.utf8.count), !boot.bootID.contains(where: \.isWhitespace)
        else {
            throw .badField(path: path, field: "boot id", bytes: boot.bootID.utf8.count, limit: limits.nameBytes)
        }
        guard try bootTime(of: boot.bootID) == nil else { return 0 }
        let known = (boots + [boot]).suffix(limits.boots)
        try keep(note: Self.bootsNote, Array(known.map(\.text).joined(separator: "\n").utf8))
        boots = Array(known)
        return try withDatabase { (database) throws(JournalError) in
            let count = try database.integer(
                "SELECT COUNT(*) FROM entry WHERE boot_id = ? AND monotonic_ms <= ? AND clock_state IN (?, ?)",
                .text(boot.bootID), .integer(boot.knownSince), .text(ClockState.floor.rawValue),
                .text(ClockState.unsynchronised.rawValue))
            return Int(count ?? 0)
        }
    }

    /// The latest moment that has certainly passed, by the entries and what is known of boots; nil if there is none.
    /// An unsynchronised clock may say anything and counts for nothing.
    public func latestCertainTime() throws(JournalError) -> EntryTime? {
        let newest = try withDatabase { (database) throws(JournalError) in
            try database.rows(
                "SELECT \(Self.columns) FROM entry WHERE clock_state IN (?, ?) ORDER BY seq DESC LIMIT 1",
                .text(ClockState.synchronised.rawValue), .text(ClockState.floor.rawValue), read: Self.read)
        }
        let noted = newest.first { $0.isIntact }.map { row in
            var time = row.entry.time
            time.wallMilliseconds = stamped(row.entry).wallMilliseconds
            return time
        }
        let learnt = boots.last.map { boot in
            EntryTime(
                bootID: boot.bootID, monotonicMilliseconds: boot.knownSince,
                wallMilliseconds: boot.wallAtStart + boot.knownSince, clock: .synchronised)
        }
        return [noted, learnt].compactMap { $0 }.max { $0.wallMilliseconds < $1.wallMilliseconds }
    }

    /// An entry with its time put right, where that is known.
    func stamped(_ entry: Entry) -> Entry {
        for boot in boots {
            if let wall = boot.restamp(entry.time) {
                return Entry(seq: entry.seq, content: entry.content, restamped: wall)
            }
        }
        return entry
    }

    /// What an earlier process learnt.
    static func boots(in database: Database) throws(JournalError) -> [BootTime] {
        let text = try note(bootsNote, in: database).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").compactMap { BootTime($0) }
    }
}
