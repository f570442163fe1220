import TestSupport
import Testing

@testable import Journal

@Suite struct SchemaTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("journal.db") }

    @Test(
        "durability rests on settings that are really in force",
        arguments: [
            ("locking_mode", "exclusive"), ("journal_mode", "wal"), ("synchronous", "2"), ("wal_autocheckpoint", "0"),
            ("trusted_schema", "0"), ("cell_size_check", "1"), ("max_page_count", "16384"), ("secure_delete", "2"),
            ("temp_store", "2"),
        ])
    func settings(name: String, value: String) async throws {
        let journal = try Journal.open(path: path, device: "gw")
        #expect(try await journal.value("PRAGMA \(name)") == value)
    }

    @Test("a file that is no database is refused and left alone")
    func garbage() throws {
        let garbage = Array("These are not the rows you are looking for. ".utf8)
        folder.write((0..<200).flatMap { _ in garbage }, to: "journal.db")
        do {
            _ = try Journal.open(path: path, device: "gw")
            Issue.record("opened")
        } catch {
            guard case .notAJournal(path, _) = error else { throw error }
        }
        #expect(readFile(path) == (0..<200).flatMap { _ in garbage })
        #expect(readFile(path + "-wal") == nil)
    }

    @Test("a database of another program is refused")
    func foreign() throws {
        folder.write([], to: "journal.db")
        try alter(path, "CREATE TABLE bookmarks(url TEXT)")
        let before = readFile(path)
        let reason = "it is a database of another program"
        #expect(throws: JournalError.notAJournal(path: path, reason: reason)) {
            _ = try Journal.open(path: path, device: "gw")
        }
        #expect(readFile(path) == before)
        #expect(readFile(path + "-wal") == nil)
    }

    @Test("a journal of a later release is refused")
    func newer() async throws {
        try await Journal.open(path: path, device: "gw").close()
        let sum = Schema.checksum(try Journal.open(path: path, device: "gw").identity, schema: "4")
        try alter(path, "UPDATE meta SET value = '4' WHERE key = 'schema_version'")
        try alter(path, "UPDATE meta SET value = '\(sum)' WHERE key = 'crc'")
        #expect(throws: JournalError.newerSchema(path: path, found: 4, supported: 3)) {
            _ = try Journal.open(path: path, device: "gw")
        }
    }

    @Test("a journal of an earlier version opens with all its entries and places, and takes notes", arguments: [1, 2])
    func older(version: Int) async throws {
        try makeOlder(version)
        for _ in 0..<2 {
            let journal = try Journal.open(path: path, device: "gw")
            #expect(journal.recovery == nil)
            #expect(journal.identity.journal == "0123456789abcdef0123456789abcdef")
            #expect(try await journal.lastEntries(kind: "reading", meter: "gas", limit: 1).last?.content == sample(3))
            #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [2, 3])
            try await journal.keep(note: "habits", [1])
            #expect(try await journal.note("habits") == [1])
            #expect(try await journal.setAside() == [])
            try await journal.close()
        }
    }

    @Test("a place or an identity that was altered is damage, not another place or another device")
    func altered() async throws {
        for change in [
            "UPDATE cursor SET settled = 2", "UPDATE meta SET value = 'gx' WHERE key = 'device_id'",
            "UPDATE meta SET value = '9' WHERE key = 'schema_version'",
        ] {
            let folder = TemporaryFolder()
            let path = folder.file("journal.db")
            var journal = try Journal.open(path: path, device: "gw")
            try await journal.register(sinks: ["mqtt"])
            for number in 1...3 { try await journal.append(sample(number)) }
            try await journal.close()
            try alter(path, change)
            journal = try Journal.open(path: path, device: "gw")
            #expect(journal.recovery?.entries == 3, "\(change)")
            try await journal.register(sinks: ["mqtt"])
            #expect(try await journal.pendingCount(for: "mqtt") == 3, "\(change)")
        }
    }

    /// The tables as the release of that version made them, with three entries, the first of them settled.
    private func makeOlder(_ version: Int) throws {
        folder.write([], to: "journal.db")
        var sql = [
            "PRAGMA journal_mode=WAL",
            "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
            """
            CREATE TABLE entry(
                seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, meter TEXT NOT NULL, boot_id TEXT NOT NULL,
                monotonic_ms INTEGER NOT NULL, wall_ms INTEGER NOT NULL, clock_state TEXT NOT NULL,
                payload BLOB NOT NULL, crc INTEGER NOT NULL) STRICT
            """,
            "CREATE INDEX entry_by_meter ON entry(kind, meter)",
            """
            CREATE TABLE cursor(sink TEXT PRIMARY KEY, settled INTEGER NOT NULL, registered INTEGER NOT NULL)
                STRICT, WITHOUT ROWID
            """,
            "INSERT INTO meta VALUES('journal_id', '0123456789abcdef0123456789abcdef')",
            "INSERT INTO meta VALUES('device_id', 'gw')",
            "INSERT INTO meta VALUES('schema_version', '\(version)')",
            "INSERT INTO cursor VALUES('mqtt', 1, 1)",
            "PRAGMA application_id=\(0x4D74_724A)",
        ]
        if version == 2 {
            sql.append(
                "CREATE TABLE note(name TEXT PRIMARY KEY, value BLOB NOT NULL, crc INTEGER NOT NULL) STRICT, WITHOUT ROWID"
            )
        }
        let database = try Database(path: path, lockWaitMilliseconds: 0)
        for statement in sql { try database.run(statement) }
        for number in 1...3 {
            try Journal.insert(Entry(seq: Int64(number), content: sample(number)), into: database)
        }
        try database.close()
    }

    @Test("a journal of another device is refused")
    func otherDevice() async throws {
        try await Journal.open(path: path, device: "gw1").close()
        #expect(throws: JournalError.otherDevice(path: path, device: "gw1", configured: "gw2")) {
            _ = try Journal.open(path: path, device: "gw2")
        }
    }

    @Test("every journal has its own name, and keeps it")
    func identity() async throws {
        let first = try Journal.open(path: path, device: "gw")
        let second = try Journal.open(path: folder.file("second.db"), device: "gw")
        #expect(first.identity.journal != second.identity.journal)
        #expect(first.identity.journal.count == 32)
        try await first.close()
        #expect(try Journal.open(path: path, device: "gw").identity == first.identity)
    }

    @Test("a file cut off before its tables were made is a new journal")
    func empty() throws {
        folder.write([], to: "journal.db")
        _ = try Journal.open(path: path, device: "gw")
    }
}
