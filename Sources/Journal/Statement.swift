// One prepared statement: bind, step, read columns. Confined to the actor that owns the database, like the database.
// Every failure leaves as a JournalError with SQLite's own words.

import CSQLite

/// A value to bind.
enum SQLValue: Equatable {
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// A prepared statement of one database.
final class Statement {
    private let handle: OpaquePointer
    private unowned let database: Database

    /// Prepares the first statement in `sql`.
    init(_ sql: String, in database: Database) throws(JournalError) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v2(database.handle, sql, -1, &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw database.error(code, in: "prepare") }
        self.handle = prepared
        self.database = database
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Binds all parameters, in order.
    func bind(_ values: [SQLValue]) throws(JournalError) {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            let code =
                switch value {
                case .integer(let number): sqlite3_bind_int64(handle, position, number)
                case .text(let text): bind(text, at: position)
                case .blob(let bytes): bind(bytes, at: position)
                }
            guard code == SQLITE_OK else { throw database.error(code, in: "bind") }
        }
    }

    /// Moves to the next row; false when there is none.
    func step() throws(JournalError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.error(code, in: "step")
        }
    }

    /// Makes the statement ready for its next use; its last error was already thrown by `step`.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// A column of the current row, nil if it is NULL.
    func integer(_ column: Int32) -> Int64? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
    }

    /// A column of the current row as text; bytes that are not UTF-8 are replaced, which its entry's checksum then tells.
    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// A column of the current row as bytes.
    func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }

    private func bind(_ text: String, at position: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            // An empty buffer may have no address, and a missing address would bind NULL.
            guard let start = bytes.baseAddress else { return csqlite_bind_text(handle, position, "", 0) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                csqlite_bind_text(handle, position, $0, Int32(bytes.count))
            }
        }
    }

    private func bind(_ bytes: [UInt8], at position: Int32) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress else { return sqlite3_bind_zeroblob(handle, position, 0) }
            return csqlite_bind_blob(handle, position, start, Int32(buffer.count))
        }
    }
}
