// A disk in memory whose power can be cut and whose calls can be made to fail: the C one, owned.

import CCrashDisk
import CSQLite

/// A disk with one empty journal file on it, or what a cut left of one. Locks for itself, so any thread may use it.
final class CrashDisk: @unchecked Sendable {
    /// Where the journal is on every disk.
    static let path = "/journal.db"

    private let disk: OpaquePointer

    /// A disk with the empty file on it, as the journal makes it on a real one before SQLite sees it.
    init() {
        guard let made = crash_disk_new(), crash_disk_create(made, Self.path) == 0 else { fatalError("no memory") }
        disk = made
    }

    private init(_ disk: OpaquePointer) { self.disk = disk }

    deinit { crash_disk_release(disk) }

    /// The name under which SQLite knows it.
    var name: String { String(cString: crash_disk_name(disk)) }

    /// How many operations were done on it.
    var operations: Int64 { crash_disk_operations(disk) }

    /// The disk as a power cut after so many operations may have left it; the same seed leaves the same.
    func after(_ operations: Int64, cut: crash_cut, seed: UInt64) -> CrashDisk {
        guard let left = crash_disk_after(disk, operations, cut, seed) else { fatalError("no memory") }
        return CrashDisk(left)
    }

    /// A disk with the same files, all durable.
    func copy() -> CrashDisk { after(operations, cut: CRASH_KEEP_ALL, seed: 0) }

    /// Lets the nth call of a kind from now on fail, and those after it, so many in all; 0 ends it.
    func fail(_ call: crash_call, at nth: UInt64, times: UInt64, error: Int32, seed: UInt64 = 0) {
        crash_disk_fail(disk, call, nth, times, error, seed)
    }

    /// How many calls of a kind there were since the last `fail` for it.
    func calls(_ call: crash_call) -> UInt64 { crash_disk_calls(disk, call) }

    /// How many calls of a kind failed as they were made to.
    func failures(_ call: crash_call) -> UInt64 { crash_disk_failures(disk, call) }

    /// The bytes of a file, nil if there is none.
    func size(_ path: String) -> Int64? {
        let size = crash_disk_size(disk, path)
        return size < 0 ? nil : size
    }

    /// What SQLite's own check says of the journal file, `ok` if it is sound. Asked of a copy, which alone it alters.
    func integrity() -> String {
        let copy = copy()
        var handle: OpaquePointer?
        defer {
            sqlite3_close_v2(handle)
            withExtendedLifetime(copy) {}
        }
        let opened = sqlite3_open_v2(Self.path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, copy.name)
        guard opened == SQLITE_OK, sqlite3_exec(handle, "PRAGMA locking_mode=EXCLUSIVE", nil, nil, nil) == SQLITE_OK
        else {
            return "cannot be opened: \(String(cString: sqlite3_errmsg(handle)))"
        }
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(handle, "PRAGMA integrity_check", -1, &statement, nil) == SQLITE_OK,
            sqlite3_step(statement) == SQLITE_ROW, let text = sqlite3_column_text(statement, 0)
        else { return String(cString: sqlite3_errmsg(handle)) }
        // One line says enough.
        return String(String(cString: text).split(separator: "\n").prefix(2).joined(separator: " ").prefix(150))
    }
}
