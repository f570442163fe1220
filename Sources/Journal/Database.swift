// One SQLite connection: the only one to its file. Statements are prepared once, failures become JournalError.
// Settings are made by `set`, which reads each one back: SQLite ignores what it does not know, silently.
// The file is never opened by anything else in this process: closing any other descriptor to it would drop SQLite's locks.

import CSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A connection, confined to the actor that owns it.
final class Database {
    let handle: OpaquePointer
    let path: String
    private var statements: [String: Statement] = [:]
    private var isOpen = true

    /// Pages in the write-ahead log after the last commit.
    private(set) var logPages: Int32 = 0

    /// Opens an existing (possibly empty) file, on the system's disk or on the SQLite VFS named. Full mutexes: an actor's turns
    /// run on changing threads.
    init(path: String, lockWaitMilliseconds: Int32, vfs: String? = nil) throws(JournalError) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, vfs)
        guard let opened else {
            throw .inputOutput(path: path, operation: "open", reason: "out of memory")
        }
        self.handle = opened
        self.path = path
        guard code == SQLITE_OK else {
            let failure = error(code, in: "open")
            sqlite3_close_v2(opened)
            isOpen = false
            throw failure
        }
        sqlite3_extended_result_codes(opened, 1)
        sqlite3_busy_timeout(opened, lockWaitMilliseconds)
    }

    deinit {
        statements.removeAll()
        if isOpen { sqlite3_close_v2(handle) }
    }

    /// Copies the log into the file and closes it, releasing its lock.
    func close() throws(JournalError) {
        try checkpoint()
        statements.removeAll()
        let code = sqlite3_close(handle)
        guard code == SQLITE_OK else { throw error(code, in: "close") }
        isOpen = false
    }

    /// Runs a statement that returns nothing of interest.
    func run(_ sql: String, _ values: SQLValue...) throws(JournalError) {
        try withStatement(sql, values) { (statement) throws(JournalError) in
            while try statement.step() {}
        }
    }

    /// Reads all rows of a query.
    func rows<Row>(
        _ sql: String, _ values: SQLValue..., read: (Statement) throws(JournalError) -> Row
    ) throws(JournalError) -> [Row] {
        var rows: [Row] = []
        try withStatement(sql, values) { (statement) throws(JournalError) in
            while try statement.step() { rows.append(try read(statement)) }
        }
        return rows
    }

    /// The first column of the first row, nil if there is no row or it is NULL.
    func integer(_ sql: String, _ values: SQLValue...) throws(JournalError) -> Int64? {
        var result: Int64?
        try withStatement(sql, values) { (statement) throws(JournalError) in
            if try statement.step() { result = statement.integer(0) }
        }
        return result
    }

    /// The first column of the first row as text, nil if there is no row.
    func text(_ sql: String, _ values: SQLValue...) throws(JournalError) -> String? {
        var result: String?
        try withStatement(sql, values) { (statement) throws(JournalError) in
            if try statement.step() { result = statement.text(0) }
        }
        return result
    }

    /// Makes a setting and reads it back; `readsBackAs` is SQLite's way to say the same.
    func set(_ name: String, to value: String, readsBackAs wanted: String) throws(JournalError) {
        try run("PRAGMA \(name)=\(value)")
        let found = try text("PRAGMA \(name)") ?? "nothing"
        guard found == wanted else { throw .setting(path: path, name: name, wanted: value, found: found) }
    }

    /// All or nothing: what `body` writes is on disk when this returns, and was never there when it throws.
    func transaction<Result>(_ body: () throws(JournalError) -> Result) throws(JournalError) -> Result {
        try run("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // SQLite has rolled back by itself after some failures; the failure to report is the first one.
            if sqlite3_get_autocommit(handle) == 0 { try? run("ROLLBACK") }
            throw error
        }
    }

    /// Copies the whole log into the file. SQLite's automatic checkpoint would do it too, but drops the result: a flush that
    /// fails there is never heard of.
    func checkpoint() throws(JournalError) {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard code == SQLITE_OK else { throw error(code, in: "checkpoint") }
        logPages = 0
    }

    /// Begins to count the log's pages. To be called after the settings: the one for automatic checkpoints uses the same hook
    /// of SQLite, and takes this one away.
    func countLogPages() {
        // Unretained: the connection, and the hook with it, is gone with this object at the latest.
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<Database>.fromOpaque(context).takeUnretainedValue().logPages = pages
                return SQLITE_OK
            }, context)
    }

    /// SQLite's result as an error of the journal.
    func error(_ code: Int32, in operation: String) -> JournalError {
        let words = String(cString: sqlite3_errmsg(handle))
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED:
            return .inUse(path: path)
        case SQLITE_NOTADB:
            return .notAJournal(path: path, reason: words)
        case SQLITE_FULL:
            return .full(path: path)
        case SQLITE_CORRUPT:
            return .corrupt(path: path, reason: words)
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH:
            let number = sqlite3_system_errno(handle)
            return .unwritable(
                path: path, reason: number == 0 ? words : "\(words): \(String(cString: strerror(number)))")
        default:
            return .inputOutput(path: path, operation: operation, reason: "\(words) (SQLite code \(code))")
        }
    }

    private func withStatement(
        _ sql: String, _ values: [SQLValue], _ body: (Statement) throws(JournalError) -> Void
    ) throws(JournalError) {
        let statement: Statement
        if let known = statements[sql] {
            statement = known
        } else {
            statement = try Statement(sql, in: self)
            statements[sql] = statement
        }
        defer { statement.reset() }
        try statement.bind(values)
        try body(statement)
    }
}
