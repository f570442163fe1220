// A look into a journal's file by someone who is not the agent. The file itself is only read: what SQLite opens is a copy, for
// even opening a database with a log may write to it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A journal as it lay on the disk when this was made. Gone with this value.
public final class JournalCopy {
    /// The file it was made from.
    public let path: String
    /// What is wrong with the file, nil if it can be read as it is; then it has no entries here.
    public let damage: String?
    private let folder: String
    private let database: Database
    private let image: DamagedFile
    private let limits: Journal.Limits

    /// Copies the file and its log.
    ///
    /// - Throws: `inUse` while an agent has the file open, `notAJournal` or `newerSchema` if this release cannot read it,
    ///   `unwritable` if it or the copy cannot be opened, `full` if there is no room for the copy.
    public init(of path: String, limits: Journal.Limits = Journal.Limits()) throws(JournalError) {
        self.path = path
        self.limits = limits
        let folder = try Self.makeFolder(for: path)
        do {
            try Self.copy(path, to: folder + "/copy.db")
            (self.database, self.damage, self.image) = try Self.open(folder + "/copy.db", limits: limits)
            // An open file needs no name, and one without a name is gone however this process ends.
            if damage == nil { Self.remove(folder) }
        } catch {
            Self.remove(folder)
            throw error.about(path)
        }
        self.folder = folder
    }

    deinit {
        database.abandon()
        Self.remove(folder)
    }

    /// What the journal holds and whether it is whole. Reads every entry.
    public func check() throws(JournalError) -> JournalReport {
        do {
            guard damage == nil else { return try checkDamaged() }
            return try JournalReport(database)
        } catch {
            throw error.about(path)
        }
    }

    /// Entries behind a number, ascending, with whether each is what was written.
    public func entries(
        after seq: Int64, kind: String? = nil, meter: String? = nil, limit: Int = 1_000
    ) throws(JournalError) -> [(entry: Entry, isIntact: Bool)] {
        guard damage == nil else { return [] }
        return try Journal.rows(database, after: seq, kind: kind, meter: meter, limit: limit).map {
            ($0.entry, $0.isIntact)
        }
    }

    /// Writes everything that can be saved into a new journal of its own.
    ///
    /// - Parameter device: whose journal it is if the file no longer tells.
    public func salvage(to target: String, device: String) throws(JournalError) -> JournalRecovery {
        guard access(target, F_OK) != 0 else {
            throw .unwritable(path: target, reason: "there is a file already")
        }
        let owner = (try? Schema.identity(of: database))?.0.device ?? device
        let mending = Mending(file: JournalFile(path: target), device: owner, limits: limits)
        let reason = damage ?? "asked for by hand"
        let result = try mending.fill(target, from: image, reason: reason)
        return JournalRecovery(
            reason: reason, quarantined: path, entries: result.entries, damagedRows: result.damagedRows,
            lost: result.gap?.count ?? 0, sinks: result.sinks)
    }

    private func checkDamaged() throws(JournalError) -> JournalReport {
        let target = folder + "/saved.db"
        defer { unlink(target) }
        let saved = try salvage(to: target, device: "unknown")
        var report = JournalReport()
        report.problems = [
            damage ?? "",
            "\(saved.entries) entries can be saved, \(saved.lost) that a sink still waited for are known to be lost",
        ]
        return report
    }

    private static func open(
        _ path: String, limits: Journal.Limits
    ) throws(JournalError) -> (Database, String?, DamagedFile) {
        let database = try Database(path: path, lockWaitMilliseconds: limits.lockWaitMilliseconds)
        let image = try JournalOpening.damagedFile(database)
        do throws(JournalError) {
            database.isOpening = true
            let found = try JournalOpening.look(at: database, file: JournalFile(path: path), limits: limits)
            guard found.size > 0 else { throw JournalError.corrupt(path: path, reason: "the file is empty") }
            try Schema.applySettings(to: database)
            let schema = try Schema.identity(of: database).schema
            guard try database.text("PRAGMA quick_check(1)") == "ok" else {
                throw JournalError.corrupt(path: path, reason: "SQLite finds its structure damaged")
            }
            // The copy is brought up to date, so that all journals read alike.
            if schema < Schema.version {
                _ = try Schema.prepare(database, device: try Schema.identity(of: database).0.device)
            }
            database.isOpening = false
            return (database, nil, image)
        } catch {
            let isOurs = (try? Salvage(file: image, limits: limits).isJournal()) ?? false
            guard error.isDamage, isOurs else {
                database.abandon()
                throw error
            }
            database.isOpening = false
            return (database, error.reason, image)
        }
    }

    private static func makeFolder(for path: String) throws(JournalError) -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/meterclip-journal-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            let reason = String(cString: strerror(errno))
            throw .unwritable(path: path, reason: "no folder for a copy in \(parent): \(reason)")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func copy(_ path: String, to target: String) throws(JournalError) {
        let source = try FileCopy(path)
        guard !source.isLocked else { throw .inUse(path: path) }
        try source.copy(to: target)
        if let log = try? FileCopy(JournalFile.log(of: path)) { try log.copy(to: JournalFile.log(of: target)) }
        // An agent that started meanwhile may have changed what was not copied yet.
        guard !source.isLocked else { throw .inUse(path: path) }
    }

    private static func remove(_ folder: String) {
        for name in JournalFile.names(in: folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
}
