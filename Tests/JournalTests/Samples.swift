// Entries for tests, random numbers that can be had again, and a second look into a journal's file.

import Glibc

@testable import Journal

/// An entry whose payload tells which one it is.
func sample(_ number: Int, kind: String = "reading", meter: String = "gas") -> NewEntry {
    NewEntry(
        kind: kind, meter: meter,
        time: EntryTime(
            bootID: "boot", monotonicMilliseconds: Int64(number) * 1_000,
            wallMilliseconds: 1_700_000_000_000 + Int64(number),
            clock: .synchronised),
        payload: Array("{\"n\":\(number)}".utf8))
}

/// An entry whose payload has that many bytes.
func largeSample(_ bytes: Int) -> NewEntry {
    var entry = sample(1)
    entry.payload = [UInt8](repeating: 0x20, count: bytes)
    return entry
}

/// Runs SQL on a closed journal's file, as a stranger would.
func alter(_ path: String, _ sql: String) throws {
    let database = try Database(path: path, lockWaitMilliseconds: 0)
    try database.run(sql)
    try database.close()
}

extension Journal {
    /// Runs SQL on the journal's own connection.
    func execute(_ sql: String) throws(JournalError) {
        try withDatabase { (database) throws(JournalError) in try database.run(sql) }
    }

    /// The first value of a query on the journal's own connection.
    func value(_ sql: String) throws(JournalError) -> String? {
        try withDatabase { (database) throws(JournalError) in try database.text(sql) }
    }

    /// The pages in the write-ahead log.
    func logPages() throws(JournalError) -> Int32 {
        try withDatabase { (database) throws(JournalError) in database.logPages }
    }
}

/// Writes bytes into a file that is there, as a failing disk would.
func overwrite(_ path: String, at offset: Int, with bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY)
    precondition(descriptor >= 0)
    defer { close(descriptor) }
    precondition(pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count)
}

extension Journal {
    /// What the end of the process does to a journal.
    func abandon() {
        switch state {
        case .open(let database), .failed(_, let database): database.abandon()
        case .closed: return
        }
        state = .closed
    }
}
