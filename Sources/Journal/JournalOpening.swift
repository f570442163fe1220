// Opens a journal's file: finishes a mending that was cut short, looks at the file before SQLite does, mends it if it is damaged,
// and leaves alone what is no journal of this device. Entries that SQLite does not take from the log are taken here.

/// An open file, and what was found in it.
struct JournalOpening {
    let database: Database
    let identity: JournalIdentity
    let recovery: JournalRecovery?
    /// The highest number given out.
    let last: Int64

    /// Numbers beyond this were never given out; they are damage.
    private static let seqMax: Int64 = 1 << 53

    init(path: String, device: String, limits: Journal.Limits, vfs: String?) throws(JournalError) {
        if let vfs {
            let database = try Database(path: path, lockWaitMilliseconds: limits.lockWaitMilliseconds, vfs: vfs)
            try self.init(database, device: device, limits: limits)
            return
        }
        let file = JournalFile(path: path)
        let mending = Mending(file: file, device: device, limits: limits)
        let number = try mending.finish()
        try file.createIfMissing()
        let database = try Database(path: path, lockWaitMilliseconds: limits.lockWaitMilliseconds)
        do {
            let found = try Self.look(at: database, file: file, limits: limits)
            let forgotten = try Salvage(file: found, limits: limits).forgottenEntries()
            try self.init(
                database, device: device, limits: limits, file: file, forgotten: forgotten,
                quarantined: number.map { file.quarantined($0) })
        } catch {
            defer { database.abandon() }
            guard error.isDamage else { throw error }
            let damaged = try Self.damagedFile(database)
            guard try Salvage(file: damaged, limits: limits).isJournal() else { throw error }
            try mending.mend(damaged, reason: error.reason)
            let fresh = try Database(path: path, lockWaitMilliseconds: limits.lockWaitMilliseconds)
            let aside = file.numbers(".corrupt-").last.map { file.quarantined($0) }
            try self.init(fresh, device: device, limits: limits, file: file, quarantined: aside)
        }
    }

    private init(
        _ database: Database, device: String, limits: Journal.Limits, file: JournalFile? = nil, forgotten: [Entry] = [],
        quarantined: String? = nil
    ) throws(JournalError) {
        // Before the first use nothing is known of the file; what SQLite does not understand now is damage.
        database.isOpening = true
        try Schema.applySettings(to: database, synchronous: limits.synchronous)
        try file?.flushFolder()
        self.identity = try Schema.prepare(database, device: device)
        try Schema.applyBudget(limits, to: database)
        self.database = database
        if let quarantined, let text = try? Schema.meta("mended", of: database) {
            self.recovery = JournalRecovery(text: text, quarantined: quarantined)
        } else {
            self.recovery = nil
        }
        // Ids go up from everything that ever was one, so that not even a damaged counter makes one come back.
        let last =
            try database.integer(
                """
                SELECT MAX(seq) FROM (
                    SELECT seq FROM sqlite_sequence WHERE name = 'entry'
                    UNION ALL SELECT MAX(seq) FROM entry UNION ALL SELECT MAX(settled) FROM cursor)
                """) ?? 0
        let missed = forgotten.filter { $0.seq > last }
        guard max(last, missed.last?.seq ?? 0) <= Self.seqMax else {
            throw .corrupt(path: database.path, reason: "its counter is not what was written")
        }
        if !missed.isEmpty {
            try database.transaction { () throws(JournalError) in
                for entry in missed { try Journal.insert(entry, into: database) }
            }
        }
        self.last = max(last, missed.last?.seq ?? 0)
        database.isOpening = false
    }

    /// The file as it lies there, without SQLite.
    static func damagedFile(_ database: Database) throws(JournalError) -> DamagedFile {
        DamagedFile(size: try database.size(), log: JournalFile.contents(of: JournalFile.log(of: database.path)) ?? [])
        {
            (offset, count) throws(JournalError) in try database.bytes(at: offset, count: count)
        }
    }

    /// Looks for damage that SQLite would not report, or would make worse.
    static func look(
        at database: Database, file: JournalFile, limits: Journal.Limits
    ) throws(JournalError) -> DamagedFile {
        try database.lock(waitMilliseconds: limits.lockWaitMilliseconds)
        defer { database.unlock() }
        let found = try damagedFile(database)
        func damage(_ reason: String) -> JournalError { .corrupt(path: database.path, reason: reason) }
        if file.isMarked { throw damage("SQLite found damage while it was in use") }
        guard found.size > 0 else {
            if found.log.bytes.isEmpty { return found }
            throw damage("the file is empty, its log is not")
        }
        let header = try database.bytes(at: 0, count: 100)
        guard header.starts(with: "SQLite format 3\0".utf8) else {
            throw JournalError.notAJournal(path: database.path, reason: "it is no database")
        }
        let first = try found.page(1) ?? header
        let isEmpty = first.count > 105 && first.bigEndian16(103) == 0
        guard isEmpty || Int64(first.bigEndian32(68)) == Schema.applicationID else {
            throw JournalError.notAJournal(path: database.path, reason: "it is a database of another program")
        }
        // Page size, and the fixed fields behind it. Version 1 is a file that was never used with a log yet.
        let isLogged = header[18...19].elementsEqual([2, 2])
        guard header.bigEndian16(16) == Journal.pageBytes, header[20...23].elementsEqual([0, 64, 32, 32]),
            isLogged || (header[18...19].elementsEqual([1, 1]) && found.log.frames.isEmpty)
        else { throw damage("its header is not what was written") }
        if found.log.isDamaged { throw damage("its log is not what was written") }
        return found
    }
}
