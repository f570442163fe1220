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
            ("trusted_schema", "0"), ("cell_size_check", "1"),
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
    }

    @Test("a database of another program is refused")
    func foreign() throws {
        folder.write([], to: "journal.db")
        try alter(path, "CREATE TABLE bookmarks(url TEXT)")
        let reason = "it is a database of another program"
        #expect(throws: JournalError.notAJournal(path: path, reason: reason)) {
            _ = try Journal.open(path: path, device: "gw")
        }
    }

    @Test("a journal of a later release is refused")
    func newer() async throws {
        try await Journal.open(path: path, device: "gw").close()
        try alter(path, "UPDATE meta SET value = '3' WHERE key = 'schema_version'")
        #expect(throws: JournalError.newerSchema(path: path, found: 3, supported: 2)) {
            _ = try Journal.open(path: path, device: "gw")
        }
    }

    @Test("a journal of the first version opens with all its entries, and takes notes")
    func older() async throws {
        let first = try Journal.open(path: path, device: "gw")
        try await first.append(sample(1))
        try await first.close()
        try alter(path, "DROP TABLE note")
        try alter(path, "UPDATE meta SET value = '1' WHERE key = 'schema_version'")
        for _ in 0..<2 {
            let journal = try Journal.open(path: path, device: "gw")
            #expect(try await journal.lastEntries(kind: "reading", meter: "gas", limit: 1).last?.content == sample(1))
            try await journal.keep(note: "habits", [1])
            #expect(try await journal.note("habits") == [1])
            try await journal.close()
        }
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
