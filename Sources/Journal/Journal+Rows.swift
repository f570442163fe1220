// How entries become rows and rows entries, and which rows may go.

extension Journal {
    /// The columns of an entry, in the order `read` takes them.
    static let columns = "seq, kind, meter, boot_id, monotonic_ms, wall_ms, clock_state, payload, crc"

    /// A row as read: the entry, and whether it is what was written.
    struct Row {
        let entry: Entry
        let isIntact: Bool
    }

    static func insert(_ entry: Entry, into database: Database) throws(JournalError) {
        try database.run(
            "INSERT INTO entry(\(columns)) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            .integer(entry.seq), .text(entry.kind), .text(entry.meter), .text(entry.time.bootID),
            .integer(entry.time.monotonicMilliseconds), .integer(entry.time.wallMilliseconds),
            .text(entry.time.clock.rawValue), .blob(entry.payload), .integer(Int64(entry.checksum)))
    }

    static func read(_ statement: Statement) throws(JournalError) -> Row {
        let clock = ClockState(rawValue: statement.text(6))
        let time = EntryTime(
            bootID: statement.text(3), monotonicMilliseconds: statement.integer(4) ?? 0,
            wallMilliseconds: statement.integer(5) ?? 0, clock: clock ?? .unsynchronised)
        let entry = Entry(
            seq: statement.integer(0) ?? 0,
            content: NewEntry(
                kind: statement.text(1), meter: statement.text(2), time: time, payload: statement.blob(7)))
        return Row(entry: entry, isIntact: clock != nil && statement.integer(8) == Int64(entry.checksum))
    }

    /// Entries behind a number, ascending; by the table alone, which may be whole where an index is not.
    static func rows(
        _ database: Database, after seq: Int64, kind: String?, meter: String?, limit: Int
    ) throws(JournalError) -> [Row] {
        var conditions = "seq > ?"
        var values: [SQLValue] = [.integer(seq)]
        for (column, text) in [("kind", kind), ("meter", meter)] {
            guard let text else { continue }
            conditions += " AND \(column) = ?"
            values.append(.text(text))
        }
        values.append(.integer(Int64(limit)))
        return try database.rows(
            "SELECT \(columns) FROM entry NOT INDEXED WHERE \(conditions) ORDER BY seq LIMIT ?", values: values,
            read: read)
    }

    /// Everything up to here has been settled by all registered sinks. Without a registered sink nothing waits, so all has.
    static func settled(_ database: Database, last: Int64) throws(JournalError) -> Int64 {
        try database.integer("SELECT MIN(settled) FROM cursor WHERE registered = 1") ?? last
    }

    /// Removes the oldest settled entries beyond the number to keep.
    static func prune(
        _ database: Database, last: Int64, limits: Limits, isTight: Bool
    ) throws(JournalError) {
        try prune(
            database, through: try settled(database, last: last) - limits.settledEntries,
            limit: isTight ? min(limits.prunedWhenFull, limits.prunedPerCommit) : limits.prunedPerCommit)
    }

    /// Removes the oldest entries up to a number; the newest entry of each kind and meter stays.
    static func prune(_ database: Database, through seq: Int64, limit: Int64) throws(JournalError) {
        try database.run(
            """
            DELETE FROM entry WHERE seq IN (
                SELECT seq FROM entry AS old WHERE seq <= ?
                    AND seq < (SELECT MAX(seq) FROM entry WHERE kind = old.kind AND meter = old.meter)
                ORDER BY seq LIMIT ?)
            """, .integer(seq), .integer(limit))
    }
}
