// Room: what happens when the budget or the disk is full. A commit that only frees room succeeds on a full disk, for that is
// what the reserve is for; one that takes room succeeds as soon as there is some. Nothing here needs the file to be reopened:
// SQLite rolls a failed write back, and the pages it left behind the log's last commit are overwritten by the next one.

extension Journal {
    /// A gap that no sink has been handed yet, so that it may still grow.
    struct OpenGap {
        var seq: Int64
        var gap: Gap
        var meter: String
        /// The sinks that had not settled what is gone. A gap that matters to other sinks is another one.
        var owed: [String]
    }

    /// Bytes of a page of the file: what SQLite takes when it is not told otherwise.
    static let pageBytes = 4_096

    /// Says what to remove when room is wanting: each call removes something that matters less than an entry, and is false when
    /// there is nothing more.
    public func spare(first removing: @escaping @Sendable () -> Bool) {
        spare = removing
    }

    /// Pages that entries may take at most, with what splits above them.
    static func pages(for entries: [NewEntry]) -> Int64 {
        entries.reduce(3) { $0 + pages(for: $1.payload.count + $1.kind.utf8.count + $1.meter.utf8.count) }
    }

    /// Pages that a row of so many bytes may take at most.
    static func pages(for bytes: Int) -> Int64 { Int64(bytes / (pageBytes - 64)) + 2 }

    /// One commit that takes no room, or frees some. On a full disk the reserve is given up for it.
    ///
    /// - Parameter body: also gets whether it must do with little room.
    func settling<Result>(
        _ body: (Database, Bool) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        defer { checkpointIfDue() }
        do {
            return try committing { (database) throws(JournalError) in try body(database, false) }
        } catch {
            guard error.isFull else { throw error }
        }
        // Copied into the file, the log begins anew in the room it already has.
        try copyLog()
        do {
            return try committing { (database) throws(JournalError) in try body(database, true) }
        } catch {
            guard error.isFull, reserve?.isThere == true else { throw error }
        }
        reserve?.release()
        try copyLog()
        return try committing { (database) throws(JournalError) in try body(database, true) }
    }

    /// One commit that takes room. Without a reserve it may only take pages the file already has, or what it takes now would
    /// be wanting when something is settled.
    func growing<Result>(
        by pages: Int64, _ body: (Database) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        defer { checkpointIfDue() }
        if reserve?.restore() == false { try freePages(pages) }
        do {
            return try committing(body)
        } catch {
            guard error.isFull else { throw error }
        }
        try copyLog()
        try freePages(pages)
        return try committing(body)
    }

    /// Copies the log into the file when it has grown. What was just committed is safe in the log whatever happens here, so a
    /// failure must not look like a failed append; but one that must end the process answers the next call.
    func checkpointIfDue() {
        let isDue = try? withDatabase { (database) throws(JournalError) in database.logPages >= limits.logPages }
        guard isDue == true else { return }
        guard (try? copyLog()) == false, reserve?.isThere == true else { return }
        reserve?.release()
        _ = try? copyLog()
    }

    /// Removes what may go until an append of so many pages is within the budget: first settled entries, then what is spared
    /// first, then the oldest entries, of which a gap tells. A bounded number per commit, so that nothing waits for long.
    func makeRoom(_ pages: Int64, at time: EntryTime) throws(JournalError) {
        let budget = limits.readingsBytes / Int64(Self.pageBytes)
        while try usedPages() + pages + limits.sparePages > budget {
            if try pruneSettled(limits.droppedPerCommit) { continue }
            while spare?() == true {}
            // What is left cannot go; the page limit of the file decides.
            guard try drop(at: time) else { return }
        }
    }

    /// Gives free pages to an append on a full disk; throws if there are not enough.
    private func freePages(_ pages: Int64) throws(JournalError) {
        while try unusedPages() < pages {
            if try pruneSettled(limits.prunedWhenFull) { continue }
            if spare?() == true {
                if reserve?.restore() == true { return }
                continue
            }
            throw .full(path: path)
        }
    }

    /// Removes the oldest settled entries, however few are kept; false if there was none.
    private func pruneSettled(_ limit: Int64) throws(JournalError) -> Bool {
        try settling { (database, _) throws(JournalError) in
            try Self.prune(database, through: try Self.settled(database, last: last), limit: limit)
            return database.changes > 0
        }
    }

    private func usedPages() throws(JournalError) -> Int64 {
        try withDatabase { (database) throws(JournalError) in
            (try database.integer("PRAGMA page_count") ?? 0) - (try database.integer("PRAGMA freelist_count") ?? 0)
        }
    }

    private func unusedPages() throws(JournalError) -> Int64 {
        try withDatabase { (database) throws(JournalError) in try database.integer("PRAGMA freelist_count") ?? 0 }
    }

    private func committing<Result>(
        _ body: (Database) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        try withDatabase { (database) throws(JournalError) in
            try database.transaction { () throws(JournalError) in try body(database) }
        }
    }

    /// Copies the log into the file; false if there was no room for it, which costs nothing but the attempt.
    @discardableResult
    private func copyLog() throws(JournalError) -> Bool {
        do {
            try withDatabase { (database) throws(JournalError) in try database.checkpoint() }
            return true
        } catch {
            guard error.isFull else { throw error }
            return false
        }
    }
}
