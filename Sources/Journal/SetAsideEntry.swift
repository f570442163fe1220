// An entry that a head-end refused for ever, and what it said.

/// An entry that one sink will never get.
public struct SetAsideEntry: Sendable, Hashable {
    /// The entry's number.
    public let seq: Int64
    /// The sink that will not get it.
    public let sink: String
    /// Why, in the head-end's words.
    public let answer: String
    /// When it was set aside, in milliseconds since 1970 by the wall clock of then.
    public let wallMilliseconds: Int64

    /// An entry set aside, from its parts.
    public init(seq: Int64, sink: String, answer: String, wallMilliseconds: Int64) {
        self.seq = seq
        self.sink = sink
        self.answer = answer
        self.wallMilliseconds = wallMilliseconds
    }

    var checksum: Int64 {
        var sum = CRC32C()
        sum.add("dead".utf8)
        sum.add(UInt64(bitPattern: seq))
        for text in [sink, answer] {
            sum.add(UInt64(text.utf8.count))
            sum.add(text.utf8)
        }
        sum.add(UInt64(bitPattern: wallMilliseconds))
        return Int64(sum.value)
    }

    func save(in database: Database) throws(JournalError) {
        try database.run(
            "INSERT OR REPLACE INTO dead(seq, sink, answer, at_ms, crc) VALUES(?, ?, ?, ?, ?)", .integer(seq),
            .text(sink), .text(answer), .integer(wallMilliseconds), .integer(checksum))
    }

    static func all(in database: Database) throws(JournalError) -> [SetAsideEntry] {
        let sql = "SELECT seq, sink, answer, at_ms FROM dead ORDER BY seq, sink"
        return try database.rows(sql) { (row) throws(JournalError) in
            SetAsideEntry(
                seq: row.integer(0) ?? 0, sink: row.text(1), answer: row.text(2), wallMilliseconds: row.integer(3) ?? 0)
        }
    }
}
