import TestSupport
import Testing

@testable import Journal

@Suite struct DatabaseTests {
    private let folder = TemporaryFolder()

    private func database() throws -> Database {
        try JournalFile(path: folder.file("d.db")).createIfMissing()
        return try Database(path: folder.file("d.db"), lockWaitMilliseconds: 0)
    }

    @Test("gives back every value as it was bound, empty ones too")
    func values() throws {
        let database = try database()
        try database.run("CREATE TABLE t(i INTEGER, s TEXT, b BLOB)")
        try database.run("INSERT INTO t VALUES(?, ?, ?)", .integer(.min), .text("a\0ü"), .blob([0, 255]))
        try database.run("INSERT INTO t VALUES(?, ?, ?)", .integer(0), .text(""), .blob([]))
        let rows = try database.rows("SELECT i, s, b FROM t") { (row) throws(JournalError) in
            (row.integer(0), row.text(1), row.blob(2))
        }
        #expect(rows.map(\.0) == [.min, 0])
        #expect(rows.map(\.1) == ["a\0ü", ""])
        #expect(rows.map(\.2) == [[0, 255], []])
        #expect(try database.integer("SELECT COUNT(*) FROM t WHERE s IS NULL OR b IS NULL") == 0)
    }

    @Test("a setting that does not read back as set is an error")
    func readBack() throws {
        let database = try database()
        let path = folder.file("d.db")
        #expect(throws: JournalError.setting(path: path, name: "synchronous", wanted: "NORMAL", found: "1")) {
            try database.set("synchronous", to: "NORMAL", readsBackAs: "2")
        }
        #expect(throws: JournalError.setting(path: path, name: "no_such_setting", wanted: "1", found: "nothing")) {
            try database.set("no_such_setting", to: "1", readsBackAs: "1")
        }
    }

    @Test("a transaction that fails leaves nothing behind, and the next one works")
    func rollsBack() throws {
        let database = try database()
        try database.run("CREATE TABLE t(i INTEGER PRIMARY KEY)")
        #expect(throws: JournalError.self) {
            try database.transaction { () throws(JournalError) in
                try database.run("INSERT INTO t VALUES(1)")
                try database.run("INSERT INTO t VALUES(1)")
            }
        }
        #expect(try database.integer("SELECT COUNT(*) FROM t") == 0)
        try database.transaction { () throws(JournalError) in try database.run("INSERT INTO t VALUES(2)") }
        #expect(try database.integer("SELECT MAX(i) FROM t") == 2)
    }

    @Test("results of SQLite become errors of the journal")
    func errors() throws {
        let database = try database()
        let path = folder.file("d.db")
        #expect(database.error(5 | 1 << 8, in: "step") == .inUse(path: path))
        #expect(database.error(13, in: "step") == .full(path: path))
        guard case .corrupt = database.error(11, in: "step") else { throw Unexpected() }
        guard case .notAJournal = database.error(26, in: "step") else { throw Unexpected() }
        guard case .unwritable = database.error(8, in: "step") else { throw Unexpected() }
        // SQLITE_IOERR_FSYNC keeps its extended code: it is what support needs to see.
        guard case .inputOutput(_, "step", let reason) = database.error(1034, in: "step") else { throw Unexpected() }
        #expect(reason.contains("1034"))
    }

    private struct Unexpected: Error {}
}
