// Copies a file that SQLite may have locked in another process. Only for processes that have no connection to the file: closing
// the descriptor drops the locks of this process.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An open file to copy from.
struct FileCopy: ~Copyable {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(JournalError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var facts = stat()
        guard descriptor >= 0, fstat(descriptor, &facts) == 0 else {
            throw .unwritable(path: path, reason: "cannot be read: \(String(cString: strerror(errno)))")
        }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAJournal(path: path, reason: "it is no file") }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether another process has a lock on it: SQLite locks bytes behind the first gibibyte.
    var isLocked: Bool {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 0x4000_0000
        lock.l_len = 512
        guard fcntl(descriptor, F_GETLK, &lock) == 0 else { return false }
        return lock.l_type != Int16(F_UNLCK)
    }

    /// Copies all bytes into a new file that only its owner can read.
    func copy(to target: String) throws(JournalError) {
        let output = open(target, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw failure() }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset: off_t = 0
        while true {
            let count = pread(descriptor, &buffer, buffer.count, offset)
            guard count >= 0 else { throw failure() }
            if count == 0 { return }
            var written = 0
            while written < count {
                let part = buffer.withUnsafeBytes { write(output, $0.baseAddress! + written, count - written) }
                guard part > 0 else { throw failure() }
                written += part
            }
            offset += off_t(count)
        }
    }

    private func failure() -> JournalError {
        if errno == ENOSPC || errno == EDQUOT { return .full(path: path) }
        return .inputOutput(path: path, operation: "copy", reason: String(cString: strerror(errno)))
    }
}
