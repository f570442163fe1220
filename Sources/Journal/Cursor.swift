// How far a sink is. A flipped bit here would skip entries without a word, so each carries a checksum like an entry.

/// A sink's place.
struct Cursor: Equatable {
    var sink: String
    var settled: Int64
    /// A sink that is no longer registered keeps its place, for the day it is configured again.
    var isRegistered: Bool

    var checksum: Int64 {
        var sum = CRC32C()
        sum.add("cursor".utf8)
        sum.add(UInt64(sink.utf8.count))
        sum.add(sink.utf8)
        sum.add(UInt64(bitPattern: settled))
        sum.add(isRegistered ? 1 : 0 as UInt64)
        return Int64(sum.value)
    }

    /// All places, by name. One that is not as written is damage of the whole file.
    static func all(in database: Database) throws(JournalError) -> [Cursor] {
        let sql = "SELECT sink, settled, registered, crc FROM cursor ORDER BY sink"
        return try database.rows(sql) { (row) throws(JournalError) in
            let cursor = Cursor(sink: row.text(0), settled: row.integer(1) ?? 0, isRegistered: row.integer(2) == 1)
            guard row.integer(3) == cursor.checksum else {
                throw .corrupt(
                    path: database.path, reason: "the place of sink \"\(cursor.sink)\" is not what was written")
            }
            return cursor
        }
    }

    /// The place of a registered sink.
    static func registered(_ sink: String, in database: Database) throws(JournalError) -> Cursor {
        let sql = "SELECT settled FROM cursor WHERE sink = ? AND registered = 1"
        guard let settled = try database.integer(sql, .text(sink)) else {
            throw .unknownSink(path: database.path, sink: sink)
        }
        return Cursor(sink: sink, settled: settled, isRegistered: true)
    }

    /// Writes the place, in place of the one before.
    func save(in database: Database) throws(JournalError) {
        try database.run(
            "INSERT OR REPLACE INTO cursor(sink, settled, registered, crc) VALUES(?, ?, ?, ?)", .text(sink),
            .integer(settled), .integer(isRegistered ? 1 : 0), .integer(checksum))
    }
}
