// The tables of the journal, and the settings its durability rests on.
// An application id marks the file as a journal; a file that is something else is left alone.

import CSQLite

/// What is inside the file.
enum Schema {
    /// The version this release writes and reads.
    static let version: Int64 = 2

    /// Marks the file's header: "MtrJ".
    private static let applicationID: Int64 = 0x4D74_724A

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
        // A sink that is no longer registered keeps its place, for the day it is configured again.
        "CREATE TABLE cursor(sink TEXT PRIMARY KEY, settled INTEGER NOT NULL, registered INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        notes,
    ]

    /// What is remembered beside the entries, and never delivered.
    private static let notes =
        "CREATE TABLE note(name TEXT PRIMARY KEY, value BLOB NOT NULL, crc INTEGER NOT NULL) STRICT, WITHOUT ROWID"

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
        // Takes the lock now instead of at the first write.
        try database.run("BEGIN EXCLUSIVE")
        try database.run("COMMIT")
    }

    /// Makes the tables in an empty file, or checks that the file is a journal of this device and a known schema.
    static func prepare(_ database: Database, device: String) throws(JournalError) -> JournalIdentity {
        let objects = try database.integer("SELECT COUNT(*) FROM sqlite_schema") ?? 0
        if objects == 0 { return try create(in: database, device: device) }
        guard try database.integer("PRAGMA application_id") == applicationID else {
            throw .notAJournal(path: database.path, reason: "it is a database of another program")
        }
        let found = Int64(try meta("schema_version", of: database)) ?? 0
        guard found >= 1 else { throw .corrupt(path: database.path, reason: "schema_version is not a number") }
        guard found <= version else {
            throw .newerSchema(path: database.path, found: found, supported: version)
        }
        try upgrade(database, from: found)
        let owner = try meta("device_id", of: database)
        guard owner == device else { throw .otherDevice(path: database.path, device: owner, configured: device) }
        return JournalIdentity(device: owner, journal: try meta("journal_id", of: database))
    }

    /// Adds what journals of an earlier version have not.
    private static func upgrade(_ database: Database, from found: Int64) throws(JournalError) {
        guard found < version else { return }
        try database.transaction { () throws(JournalError) in
            try database.run(notes)
            try database.run("UPDATE meta SET value = ? WHERE key = 'schema_version'", .text(String(version)))
        }
    }

    private static func create(in database: Database, device: String) throws(JournalError) -> JournalIdentity {
        let identity = JournalIdentity(device: device, journal: JournalIdentity.newJournal())
        try database.transaction { () throws(JournalError) in
            for table in tables { try database.run(table) }
            let values = [
                ("journal_id", identity.journal), ("device_id", device), ("schema_version", String(version)),
            ]
            for (key, value) in values {
                try database.run("INSERT INTO meta(key, value) VALUES(?, ?)", .text(key), .text(value))
            }
            try database.run("PRAGMA application_id=\(applicationID)")
        }
        return identity
    }

    private static func meta(_ key: String, of database: Database) throws(JournalError) -> String {
        guard let value = try database.text("SELECT value FROM meta WHERE key = ?", .text(key)) else {
            throw .corrupt(path: database.path, reason: "\(key) is missing")
        }
        return value
    }
}
