// The tables of the journal, and the settings its durability rests on.
// An application id marks the file as a journal; a file that is something else is left alone.

import CSQLite

/// What is inside the file.
enum Schema {
    /// The version this release writes and reads.
    static let version: Int64 = 3

    /// Marks the file's header: "MtrJ".
    static let applicationID: Int64 = 0x4D74_724A

    private static let tables = [
        "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        // AUTOINCREMENT: without it SQLite hands out the ids of pruned entries again, and a head-end that drops duplicates
        // by id would drop new readings.
        """
        CREATE TABLE entry(
            seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, meter TEXT NOT NULL, boot_id TEXT NOT NULL,
            monotonic_ms INTEGER NOT NULL, wall_ms INTEGER NOT NULL, clock_state TEXT NOT NULL,
            payload BLOB NOT NULL, crc INTEGER NOT NULL) STRICT
        """,
        "CREATE INDEX entry_by_meter ON entry(kind, meter)",
        "CREATE TABLE cursor(sink TEXT PRIMARY KEY, settled INTEGER NOT NULL, registered INTEGER NOT NULL, \(sum)) STRICT, WITHOUT ROWID",
        notes, dead,
    ]

    /// Each row tells by itself whether it is what was written: SQLite's own checks look at structure, not at content.
    private static let sum = "crc INTEGER NOT NULL DEFAULT 0"

    /// What is remembered beside the entries, and never delivered.
    private static let notes =
        "CREATE TABLE note(name TEXT PRIMARY KEY, value BLOB NOT NULL, crc INTEGER NOT NULL) STRICT, WITHOUT ROWID"

    /// What a sink will never get.
    private static let dead = """
        CREATE TABLE dead(seq INTEGER NOT NULL, sink TEXT NOT NULL, answer TEXT NOT NULL, at_ms INTEGER NOT NULL, \(sum),
            PRIMARY KEY(seq, sink)) STRICT, WITHOUT ROWID
        """

    /// Makes and asserts every setting. The order matters: exclusive locking before the first use of the log keeps the log's
    /// index in memory, so that no second process can ever share the file.
    static func applySettings(
        to database: Database, synchronous: Journal.Synchronous = .full
    ) throws(JournalError) {
        guard sqlite3_threadsafe() != 0 else {
            throw .setting(path: database.path, name: "threadsafe", wanted: "1", found: "0")
        }
        try database.set("locking_mode", to: "EXCLUSIVE", readsBackAs: "exclusive")
        try database.set("journal_mode", to: "WAL", readsBackAs: "wal")
        try database.set("synchronous", to: "\(synchronous.rawValue)", readsBackAs: "\(synchronous.rawValue)")
        // Off, because the automatic checkpoint drops its errors; the journal makes its own after each commit.
        try database.set("wal_autocheckpoint", to: "0", readsBackAs: "0")
        database.countLogPages()
        try database.set("trusted_schema", to: "OFF", readsBackAs: "0")
        try database.set("cell_size_check", to: "ON", readsBackAs: "1")
        // A deleted row is overwritten in its page, but a page that becomes free is not written once more for it.
        try database.set("secure_delete", to: "FAST", readsBackAs: "2")
        // In memory: a temporary file would need room just when there is none.
        try database.set("temp_store", to: "MEMORY", readsBackAs: "2")
        // Takes the lock now instead of at the first write.
        try database.run("BEGIN EXCLUSIVE")
        try database.run("COMMIT")
    }

    /// Makes the tables in an empty file, or checks that the file is a whole journal of this device and a known schema.
    static func prepare(_ database: Database, device: String) throws(JournalError) -> JournalIdentity {
        let objects = try database.integer("SELECT COUNT(*) FROM sqlite_schema") ?? 0
        if objects == 0 {
            let identity = JournalIdentity(device: device, journal: JournalIdentity.newJournal())
            try database.transaction { () throws(JournalError) in try create(in: database, identity: identity) }
            return identity
        }
        let (identity, found) = try identity(of: database)
        guard identity.device == device else {
            throw .otherDevice(path: database.path, device: identity.device, configured: device)
        }
        // In time with the file's budget: some seconds for 64 MiB on a slow card.
        let verdict = try database.text("PRAGMA quick_check(1)") ?? "no answer"
        guard verdict == "ok" else { throw .corrupt(path: database.path, reason: verdict) }
        if found >= 3, try meta("tables", of: database) != tablesChecksum(database) {
            throw .corrupt(path: database.path, reason: "its tables are not what was made")
        }
        try upgrade(database, from: found, identity: identity)
        _ = try Cursor.all(in: database)
        return identity
    }

    /// Whose journal it is, and the version of its schema; an error if it is none, or none that this release knows.
    static func identity(of database: Database) throws(JournalError) -> (JournalIdentity, schema: Int64) {
        guard try database.integer("PRAGMA application_id") == applicationID else {
            throw .notAJournal(path: database.path, reason: "it is a database of another program")
        }
        let schema = try meta("schema_version", of: database)
        guard let found = Int64(schema), found >= 1 else {
            throw .corrupt(path: database.path, reason: "schema_version is not a number")
        }
        let identity = JournalIdentity(
            device: try meta("device_id", of: database), journal: try meta("journal_id", of: database))
        // Before anything is refused for what stands there: a flipped bit must not make a journal another device's.
        if found >= 3, try meta("crc", of: database) != checksum(identity, schema: schema) {
            throw .corrupt(path: database.path, reason: "its identity is not what was written")
        }
        guard found <= version else {
            throw .newerSchema(path: database.path, found: found, supported: version)
        }
        return (identity, found)
    }

    /// Bounds the file; one that is larger already is bounded to its size, and brought down by dropping.
    static func applyBudget(_ limits: Journal.Limits, to database: Database) throws(JournalError) {
        let size = try database.integer("PRAGMA page_count") ?? 0
        let pages = max(limits.readingsBytes / Int64(Journal.pageBytes), size)
        try database.set("max_page_count", to: "\(pages)", readsBackAs: "\(pages)")
    }

    /// Makes the tables in an empty file.
    static func create(in database: Database, identity: JournalIdentity) throws(JournalError) {
        for table in tables { try database.run(table) }
        let values = [
            ("journal_id", identity.journal), ("device_id", identity.device), ("schema_version", String(version)),
            ("crc", checksum(identity, schema: String(version))),
        ]
        for (key, value) in values { try setMeta(key, value, in: database) }
        try setMeta("tables", tablesChecksum(database), in: database)
        try database.run("PRAGMA application_id=\(applicationID)")
    }

    /// The checksum of a journal's identity. Later releases keep it as it is, or earlier ones would take theirs for damaged.
    static func checksum(_ identity: JournalIdentity, schema: String) -> String {
        var sum = CRC32C()
        for text in [identity.journal, identity.device, schema] {
            sum.add(UInt64(text.utf8.count))
            sum.add(text.utf8)
        }
        return String(sum.value)
    }

    /// The checksum of the tables' definitions and where they begin.
    private static func tablesChecksum(_ database: Database) throws(JournalError) -> String {
        var sum = CRC32C()
        let sql = "SELECT name, coalesce(sql, ''), rootpage FROM sqlite_schema ORDER BY name"
        for row in try database.rows(sql, read: { ([$0.text(0), $0.text(1)], $0.integer(2) ?? 0) }) {
            for text in row.0 {
                sum.add(UInt64(text.utf8.count))
                sum.add(text.utf8)
            }
            sum.add(UInt64(bitPattern: row.1))
        }
        return String(sum.value)
    }

    /// A fact about the journal.
    static func meta(_ key: String, of database: Database) throws(JournalError) -> String {
        guard let value = try database.text("SELECT value FROM meta WHERE key = ?", .text(key)) else {
            throw .corrupt(path: database.path, reason: "\(key) is missing")
        }
        return value
    }

    /// Writes a fact about the journal.
    static func setMeta(_ key: String, _ value: String, in database: Database) throws(JournalError) {
        try database.run("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", .text(key), .text(value))
    }

    /// Adds what journals of an earlier version have not.
    private static func upgrade(
        _ database: Database, from found: Int64, identity: JournalIdentity
    ) throws(JournalError) {
        guard found < version else { return }
        try database.transaction { () throws(JournalError) in
            if found < 2 { try database.run(notes) }
            try database.run(dead)
            try database.run("ALTER TABLE cursor ADD COLUMN \(sum)")
            let sql = "SELECT sink, settled, registered FROM cursor"
            let cursors = try database.rows(sql) { (row) throws(JournalError) in
                Cursor(sink: row.text(0), settled: row.integer(1) ?? 0, isRegistered: row.integer(2) == 1)
            }
            for cursor in cursors { try cursor.save(in: database) }
            try setMeta("schema_version", String(version), in: database)
            try setMeta("crc", checksum(identity, schema: String(version)), in: database)
            try setMeta("tables", tablesChecksum(database), in: database)
        }
    }
}
