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
    /// What is to be held back.
    let bytes: Int64
    /// What is held back now.
    private(set) var held: Int64 = 0

    init(path: String, bytes: Int64) {
        self.path = path
        self.bytes = bytes
    }

    /// Whether enough is held back to copy a log into the file: a quarter of what is to be.
    var isThere: Bool { held > 0 && held >= bytes / 4 }

    /// Holds back what is missing, as far as there is room and a sixteenth more; false if that is not enough.
    mutating func restore() -> Bool {
        if held >= bytes { return true }
        var facts = stat()
        if held == 0, stat(path, &facts) == 0 {
            // A file with a hole in it has a size, but holds less back.
            held = min(Int64(facts.st_size), Int64(facts.st_blocks) * 512, bytes)
        }
        var disk = statvfs()
        guard statvfs(JournalFile.parent(of: path), &disk) == 0 else { return isThere }
        let room = Int64(clamping: disk.f_bavail) * Int64(clamping: disk.f_frsize) - bytes / 16
        let wanted = min(bytes, held + max(room, 0))
        guard wanted > held, wanted >= bytes / 4 else { return isThere }
        let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return isThere }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(wanted)) == 0 { held = wanted } else { release() }
        return isThere
    }

    /// Gives the room to whoever writes next.
    mutating func release() {
        unlink(path)
        held = 0
    }
}
