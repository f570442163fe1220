// The file below SQLite's pages, through the descriptor SQLite already has: opening another and closing it again would drop
// SQLite's locks on the file.

import CSQLite

extension Database {
    /// Locks the file against everyone else, before SQLite looks at it. Looking is not harmless: SQLite removes the log of a file
    /// that is empty.
    func lock(waitMilliseconds: Int32) throws(JournalError) {
        let file = try file()
        var waited: Int32 = 0
        for level in [SQLITE_LOCK_SHARED, SQLITE_LOCK_RESERVED, SQLITE_LOCK_EXCLUSIVE] {
            while let code = file.pointee.pMethods.pointee.xLock?(file, level), code != SQLITE_OK {
                guard code & 0xFF == SQLITE_BUSY, waited < waitMilliseconds else {
                    unlock()
                    throw code & 0xFF == SQLITE_BUSY ? .inUse(path: path) : error(code, in: "lock")
                }
                sqlite3_sleep(10)
                waited += 10
            }
        }
    }

    /// Undoes `lock`.
    func unlock() {
        guard let file = try? file() else { return }
        _ = file.pointee.pMethods.pointee.xUnlock?(file, SQLITE_LOCK_NONE)
    }

    /// The size of the file in bytes.
    func size() throws(JournalError) -> Int64 {
        let file = try file()
        var size: sqlite3_int64 = 0
        guard let code = file.pointee.pMethods.pointee.xFileSize?(file, &size), code == SQLITE_OK else {
            throw .inputOutput(path: path, operation: "measure", reason: "SQLite cannot tell its size")
        }
        return size
    }

    /// Bytes of the file; those beyond its end are zero.
    func bytes(at offset: Int64, count: Int) throws(JournalError) -> [UInt8] {
        let file = try file()
        var bytes = [UInt8](repeating: 0, count: count)
        let code = file.pointee.pMethods.pointee.xRead?(file, &bytes, Int32(count), offset) ?? SQLITE_IOERR
        guard code == SQLITE_OK || code == SQLITE_IOERR | 2 << 8 else { throw error(code, in: "read") }
        return bytes
    }

    private func file() throws(JournalError) -> UnsafeMutablePointer<sqlite3_file> {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard code == SQLITE_OK, let file, file.pointee.pMethods != nil else { throw error(code, in: "open") }
        return file
    }
}
