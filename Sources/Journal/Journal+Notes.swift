// Notes: what is remembered beside the entries under a name, the newest value only. Never delivered, as durable as an entry.

extension Journal {
    /// What was last noted under a name; nil if nothing was, or if it is damaged.
    public func note(_ name: String) throws(JournalError) -> [UInt8]? {
        try withDatabase { (database) throws(JournalError) in try Self.note(name, in: database) }
    }

    static func note(_ name: String, in database: Database) throws(JournalError) -> [UInt8]? {
        let rows = try database.rows("SELECT value, crc FROM note WHERE name = ?", .text(name)) { statement in
            (value: statement.blob(0), sum: statement.integer(1))
        }
        guard let row = rows.first, row.sum == checksum(of: name, row.value) else { return nil }
        return row.value
    }

    /// Remembers a value under a name, in place of the one before.
    public func keep(note name: String, _ value: [UInt8]) throws(JournalError) {
        guard (1...limits.nameBytes).contains(name.utf8.count) else {
            throw .badField(path: path, field: "note", bytes: name.utf8.count, limit: limits.nameBytes)
        }
        guard value.count <= limits.payloadBytes else {
            throw .badField(path: path, field: "note", bytes: value.count, limit: limits.payloadBytes)
        }
        try growing(by: Self.pages(for: value.count)) { (database) throws(JournalError) in
            try Self.save(note: name, value, in: database)
        }
    }

    static func save(note name: String, _ value: [UInt8], in database: Database) throws(JournalError) {
        try database.run(
            "INSERT OR REPLACE INTO note(name, value, crc) VALUES(?, ?, ?)", .text(name), .blob(value),
            .integer(checksum(of: name, value)))
    }

    static func checksum(of name: String, _ value: [UInt8]) -> Int64 {
        var sum = CRC32C()
        sum.add(UInt64(name.utf8.count))
        sum.add(name.utf8)
        sum.add(value)
        return Int64(sum.value)
    }
}
