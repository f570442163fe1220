// The last resort of the budget: the oldest entries go although not every sink has them. Each goes together with the entry that
// tells of it, in one commit, so that what is gone and what is told are the same number at any instant.

extension Journal {
    private static let droppable = """
        seq <= ? AND kind <> '\(Gap.kind)'
            AND seq < (SELECT MAX(seq) FROM entry WHERE kind = old.kind AND meter = old.meter) ORDER BY seq LIMIT ?
        """

    /// What one commit drops.
    private struct Drop {
        var seqs: [Int64]
        /// The meter of all, empty if they are of several.
        var meter: String
        /// The sinks that had not settled them.
        var owed: [String]
    }

    /// Drops the oldest entries that some sink has not settled, but no gap and no newest of a kind and meter.
    ///
    /// - Returns: false if there is none.
    func drop(at time: EntryTime) throws(JournalError) -> Bool {
        let outcome = try settling { (database, isTight) throws(JournalError) -> OpenGap? in
            let limit = isTight ? min(limits.prunedWhenFull, limits.droppedPerCommit) : limits.droppedPerCommit
            guard let drop = try choose(limit, in: database), let first = drop.seqs.first, let end = drop.seqs.last
            else { return nil }
            for seq in drop.seqs { try database.run("DELETE FROM entry WHERE seq = ?", .integer(seq)) }
            let gap = Gap(first: first, last: end, count: Int64(drop.seqs.count), reason: .budget)
            let told = merged(OpenGap(seq: last + 1, gap: gap, meter: drop.meter, owed: drop.owed))
            try database.run("DELETE FROM entry WHERE seq = ?", .integer(told.seq))
            let content = NewEntry(kind: Gap.kind, meter: told.meter, time: time, payload: told.gap.payload)
            try Self.insert(Entry(seq: told.seq, content: content), into: database)
            return told
        }
        guard let outcome else { return false }
        openGap = outcome
        last = max(last, outcome.seq)
        return true
    }

    /// The oldest entries, up to the place of a sink: behind it they matter to other sinks.
    private func choose(_ limit: Int64, in database: Database) throws(JournalError) -> Drop? {
        let cursors = try Cursor.all(in: database).filter(\.isRegistered)
        guard let floor = cursors.map(\.settled).min() else { return nil }
        let sql = "SELECT seq, meter FROM entry AS old WHERE seq > ? AND \(Self.droppable)"
        let read = { (row: Statement) throws(JournalError) in (seq: row.integer(0) ?? 0, meter: row.text(1)) }
        guard
            let first = try database.rows(sql, .integer(floor), .integer(last), .integer(1), read: read).first?.seq
        else { return nil }
        let end = cursors.map(\.settled).filter { $0 >= first }.min() ?? last
        let rows = try database.rows(sql, .integer(floor), .integer(end), .integer(limit), read: read)
        let meters = Set(rows.map(\.meter))
        return Drop(
            seqs: rows.map(\.seq), meter: meters.count == 1 ? rows[0].meter : "",
            owed: cursors.filter { $0.settled < first }.map(\.sink))
    }

    /// The gap with the one before, if that one may still be changed: nobody has been handed it, and it is about the same sinks.
    private func merged(_ gap: OpenGap) -> OpenGap {
        guard let open = openGap, open.seq > offered, open.owed == gap.owed, open.gap.reason == gap.gap.reason
        else { return gap }
        var merged = open
        merged.gap.first = min(open.gap.first, gap.gap.first)
        merged.gap.last = max(open.gap.last, gap.gap.last)
        merged.gap.count += gap.gap.count
        if open.meter != gap.meter { merged.meter = "" }
        return merged
    }
}
