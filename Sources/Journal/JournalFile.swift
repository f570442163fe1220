// Makes the journal's file and the folders above it, so that their directory entries survive a power cut too:
// a file whose folder was not flushed can be gone after one, with everything in it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The journal's place in the file system.
struct JournalFile {
    let path: String

    /// Makes the file, empty and readable by its owner only, if it is missing. Never opens an existing one: closing such a
    /// descriptor would drop the locks SQLite holds on the file in this process.
    func createIfMissing() throws(JournalError) {
        let folder = Self.parent(of: path)
        try makeFolder(folder)
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            if errno == EEXIST { return }
            throw failure("create")
        }
        close(descriptor)
        try flushFolder(folder)
    }

    /// Makes the names of the files beside the journal durable, above all the log's. SQLite flushes the folder too, but does not
    /// look at the result, and without its name the log is lost in a power cut.
    func flushFolder() throws(JournalError) { try flushFolder(Self.parent(of: path)) }

    /// The folder that holds `path`.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func makeFolder(_ folder: String) throws(JournalError) {
        if access(folder, F_OK) == 0 { return }
        let above = Self.parent(of: folder)
        if above != folder { try makeFolder(above) }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("make folder \(folder)") }
        try flushFolder(above)
    }

    /// Leaves the mark that the file is damaged. Nobody can be told if that fails; then the file is mended if it still looks damaged.
    func markDamaged() {
        let descriptor = open(mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        close(descriptor)
        try? flushFolder(Self.parent(of: path))
    }

    /// Whether the mark is there.
    var isMarked: Bool { access(mark, F_OK) == 0 }

    /// All bytes of a file that SQLite does not lock; nil if it cannot be read.
    static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + filled, $0.count - filled, off_t(filled))
            }
            guard count > 0 else { break }
            filled += count
        }
        return Array(bytes[..<filled])
    }

    func flushFolder(_ folder: String) throws(JournalError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open folder \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .inputOutput(
                path: path, operation: "flush folder \(folder)", reason: String(cString: strerror(errno)))
        }
    }

    private func failure(_ operation: String) -> JournalError {
        if errno == ENOSPC || errno == EDQUOT { return .full(path: path) }
        let reason = String(cString: strerror(errno))
        return .unwritable(path: path, reason: "\(operation): \(reason)")
    }
}
