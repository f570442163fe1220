// Takes everything out of a damaged file that is as it was written, page by page: what stands on an undamaged page is found
// whatever became of the pages that led there. Only reads the damaged file.

/// What can be saved of a damaged journal.
struct Salvage {
    /// What was saved.
    struct Result: Equatable {
        /// Entries saved.
        var entries = 0
        /// Rows that looked like entries but were not what was written.
        var damagedRows = 0
        /// Sinks that keep their place.
        var sinks = 0
        /// The entries known to be missing that a sink had not settled.
        var gap: Gap?
    }

    let file: DamagedFile
    let limits: Journal.Limits

    /// Whether the file is, or was, a journal of ours: something else is not to be mended, however damaged it looks.
    func isJournal() throws(JournalError) -> Bool {
        guard file.size > 0 else { return true }
        guard file.size <= 4 * limits.readingsBytes else { return false }
        let first = try file.page(1) ?? []
        if first.count >= 100 {
            if Int64(first.bigEndian32(68)) == Schema.applicationID { return true }
            let magic = Array("SQLite format 3\0".utf8)
            // A file of which nothing but its beginning is left, and a new one that has no tables yet.
            let isBegun = first.starts(with: magic) && first[100] == 0x0D && first.bigEndian16(103) == 0
            if isBegun || (first.starts(with: magic.prefix(Int(file.size))) && file.size < 100) { return true }
        }
        var isBlank = true
        for number in file.pages {
            for page in try file.versions(of: number) {
                if isBlank && page.contains(where: { $0 != 0 }) { isBlank = false }
                if try rows(on: page, number: number).contains(where: \.isProof) { return true }
            }
        }
        return isBlank
    }

    /// Entries in the log that SQLite does not take, ascending: they may have been reported as stored.
    func forgottenEntries() throws(JournalError) -> [Entry] {
        var entries: [Int64: Entry] = [:]
        for frame in file.log.forgotten {
            let page = Array(file.log.bytes[frame.offset..<(frame.offset + Journal.pageBytes)])
            for case .entry(let entry) in try rows(on: page, number: frame.page) { entries[entry.seq] = entry }
        }
        return entries.values.sorted { $0.seq < $1.seq }
    }

    /// Puts everything that can be saved into a new journal with empty tables.
    func fill(_ database: Database) throws(JournalError) -> Result {
        var result = Result()
        var damaged: Set<Int64> = []
        var cursors: [String: Cursor] = [:]
        var last: Int64 = 0
        let free = try file.freePages()
        for number in file.pages where !free.contains(number) {
            for page in try file.versions(of: number) {
                for row in try rows(on: page, number: number) {
                    switch row {
                    case .entry(let entry):
                        if try insert(entry, into: database) { result.entries += 1 }
                        last = max(last, entry.seq)
                    case .damagedEntry(let seq): damaged.insert(seq)
                    case .cursor(let cursor):
                        // Of two versions the later: a place never goes backwards.
                        if cursors[cursor.sink].map({ $0.settled < cursor.settled }) ?? true {
                            cursors[cursor.sink] = cursor
                        }
                    case .note(let name, let value):
                        let sql = "SELECT COUNT(*) FROM note WHERE name = ?"
                        if try database.integer(sql, .text(name)) == 0 {
                            try Journal.save(note: name, value, in: database)
                        }
                    case .setAside(let entry): try entry.save(in: database)
                    case .counter(let seq): last = max(last, seq)
                    }
                }
            }
        }
        last = max(last, cursors.values.map(\.settled).max() ?? 0)
        for cursor in cursors.values { try cursor.save(in: database) }
        result.sinks = cursors.count
        for seq in damaged {
            let sql = "SELECT COUNT(*) FROM entry WHERE seq = ?"
            if try database.integer(sql, .integer(seq)) == 0 { result.damagedRows += 1 }
        }
        result.gap = try tellGap(damaged: damaged, cursors: Array(cursors.values), last: last, in: database)
        return result
    }

    /// Writes the entry that tells what is missing, and sets the counter, so that no number is given out again.
    private func tellGap(
        damaged: Set<Int64>, cursors: [Cursor], last: Int64, in database: Database
    ) throws(JournalError) -> Gap? {
        let sql = "SELECT \(Journal.columns) FROM entry WHERE kind = ?"
        let known = try database.rows(sql, .text(Gap.kind), read: Journal.read).compactMap { Gap($0.entry) }
        let floor = cursors.filter(\.isRegistered).map(\.settled).min()
        var missing = Missing(known: known, damaged: floor == nil ? damaged : [], floor: floor)
        for seq in try database.rows("SELECT seq FROM entry ORDER BY seq", read: { $0.integer(0) ?? 0 }) {
            missing.pass(seq)
        }
        missing.pass(last + 1)
        guard let gap = missing.gap else {
            try setCounter(last, in: database)
            return nil
        }
        let newest = try database.rows(
            "SELECT \(Journal.columns) FROM entry ORDER BY seq DESC LIMIT 1", read: Journal.read
        ).first?.entry
        let time =
            newest?.time
            ?? EntryTime(bootID: "unknown", monotonicMilliseconds: 0, wallMilliseconds: 0, clock: .unsynchronised)
        let content = NewEntry(kind: Gap.kind, meter: "", time: time, payload: gap.payload)
        try Journal.insert(Entry(seq: last + 1, content: content), into: database)
        try setCounter(last + 1, in: database)
        return gap
    }

    private func setCounter(_ last: Int64, in database: Database) throws(JournalError) {
        try database.run("DELETE FROM sqlite_sequence WHERE name = 'entry'")
        try database.run("INSERT INTO sqlite_sequence(name, seq) VALUES('entry', ?)", .integer(last))
    }

    /// False if the entry was there already, from another version of its page.
    private func insert(_ entry: Entry, into database: Database) throws(JournalError) -> Bool {
        let sql = "SELECT COUNT(*) FROM entry WHERE seq = ?"
        guard try database.integer(sql, .integer(entry.seq)) == 0 else { return false }
        try Journal.insert(entry, into: database)
        return true
    }

    private func rows(on page: [UInt8], number: Int) throws(JournalError) -> [SalvagedRow] {
        let limit = limits.payloadBytes + 8 * limits.nameBytes
        return try PageRecords(file: file, limit: limit).records(on: page, number: number).compactMap(SalvagedRow.init)
    }
}
