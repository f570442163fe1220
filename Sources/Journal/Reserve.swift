// Room held back on the disk: a file whose only purpose is to be removed. On a full disk SQLite cannot even delete, since a
// deletion is written to the log, and the log can only begin anew when it has been copied into the file.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file of allocated, unused bytes.
struct Reserve {
    let path: String
    let bytes: Int64
    /// Whether the room is held back now.
    private(set) var isThere = false

    init(path: String, bytes: Int64) {
        self.path = path
        self.bytes = bytes
    }

    /// Holds the room back if it is not yet, and if there is as much and a quarter more; false if it is still missing.
    mutating func restore() -> Bool {
        if isThere { return true }
        var facts = stat()
        if stat(path, &facts) == 0 {
            // A file with a hole in it has a size, but holds nothing back.
            isThere = Int64(facts.st_size) >= bytes && Int64(facts.st_blocks) * 512 >= bytes
            if isThere { return true }
            unlink(path)
        }
        var disk = statvfs()
        guard statvfs(JournalFile.parent(of: path), &disk) == 0,
            Int64(clamping: disk.f_bavail) * Int64(clamping: disk.f_frsize) >= bytes + bytes / 4
        else { return false }
        let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        isThere = posix_fallocate(descriptor, 0, off_t(bytes)) == 0
        close(descriptor)
        if !isThere { unlink(path) }
        return isThere
    }

    /// Gives the room to whoever writes next.
    mutating func release() {
        unlink(path)
        isThere = false
    }
}
