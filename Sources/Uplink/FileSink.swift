// Appends entries to a file, a JSON line each: the outbox of a gateway without a head-end, and food for other programs.
// A line counts as delivered when it is flushed. The file is opened for each batch, so others may rotate it at any time; it is
// also rotated here, before a batch is written, so that a batch stands in one file.

import Journal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Inside the actor `close` is its own method.
private func closeFile(_ descriptor: Int32) { close(descriptor) }

/// A file of JSON lines. After a crash a line may be there twice; (device, journal, seq) tells.
public actor FileSink: Sink {
    /// The name under which the journal keeps this sink's place.
    public nonisolated let name: String
    private let path: String
    private let rotation: FileRotation?
    private let limits: UplinkLimits
    private var isClosed = false
    /// Whether the folder is known to hold the file's name also after a power cut.
    private var isNamed = false

    /// - Parameters:
    ///   - path: the file, made if missing; its folder must exist.
    ///   - rotation: how far it grows; nil: as far as it comes. Only a plain file is ever put aside.
    public init(
        name: String = "outbox", path: String, rotation: FileRotation? = nil, limits: UplinkLimits = UplinkLimits()
    ) {
        self.name = name
        self.path = path
        self.rotation = rotation
        self.limits = limits
    }

    /// Appends entries and flushes the file. What is left of an entry by a crash before is cut off first.
    public func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 {
        guard !isClosed else { throw .closed(sink: name) }
        let (lines, last) = try Self.lines(of: batch, identity: identity)
        var descriptor = try openFile()
        defer { closeFile(descriptor) }
        var end = try heal(descriptor, identity: identity)
        if let target = rotationTarget(descriptor, size: Int(end), adding: lines.count) {
            // What a crash left at its end may just have been cut off.
            guard fsync(descriptor) == 0 else { throw failure("flush") }
            try rotate(target)
            closeFile(descriptor)
            descriptor = -1
            descriptor = try openFile()
            end = 0
        }
        do throws(UplinkError) {
            try append(lines, to: descriptor)
        } catch {
            // Without this a full disk would be left with half a line in front of the next attempt.
            ftruncate(descriptor, end)
            throw error
        }
        // EINVAL: a pipe or device, which has nothing to flush.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("flush") }
        return last
    }

    /// Ends for good; there is nothing open.
    public func close() async {
        isClosed = true
    }

    /// The lines of the entries before the first that cannot be one.
    private static func lines(
        of batch: [Entry], identity: JournalIdentity
    ) throws(UplinkError) -> (bytes: [UInt8], last: Int64) {
        var bytes: [UInt8] = []
        var last: Int64?
        for entry in batch {
            do throws(UplinkError) {
                bytes += try Envelope.line(for: entry, identity: identity)
            } catch {
                guard last != nil else { throw error }
                break
            }
            bytes.append(UInt8(ascii: "\n"))
            last = entry.seq
        }
        return (bytes, last ?? 0)
    }

    private func openFile() throws(UplinkError) -> Int32 {
        let flags = O_RDWR | O_APPEND | O_CLOEXEC
        var descriptor = open(path, flags)
        if descriptor < 0 && errno == ENOENT {
            isNamed = false
            descriptor = open(path, flags | O_CREAT, 0o640)
        }
        guard descriptor >= 0 else { throw failure("open") }
        // Also for a file that was there: whoever made it may have ended before its name was flushed.
        if !isNamed {
            do throws(UplinkError) {
                try flushFolder()
            } catch {
                closeFile(descriptor)
                throw error
            }
            isNamed = true
        }
        return descriptor
    }

    /// The file to put aside before so many bytes are added, if it must be: links followed, so that the new one stands where
    /// the old one stood, and not where the link does.
    private func rotationTarget(_ descriptor: Int32, size: Int, adding count: Int) -> String? {
        guard let rotation, size > 0, size + count > rotation.size else { return nil }
        var state = stat()
        guard fstat(descriptor, &state) == 0, state.st_mode & S_IFMT == S_IFREG, let real = realpath(path, nil) else {
            return nil
        }
        defer { free(real) }
        return String(cString: real)
    }

    private func rotate(_ target: String) throws(UplinkError) {
        isNamed = false
        do throws(FileRotation.Errno) {
            try rotation?.putAside(target)
        } catch {
            throw .file(path: target, operation: "put aside", reason: String(cString: strerror(error.code)))
        }
    }

    /// Makes the file end with a complete line. What a crash left of one of our own lines is cut off: it was never acknowledged.
    /// Anything else without a line end is not ours to remove, and is ended.
    ///
    /// - Returns: the file's length.
    private func heal(_ descriptor: Int32, identity: JournalIdentity) throws(UplinkError) -> off_t {
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0 else { throw failure("find the end") }
        guard size > 0 else { return 0 }
        let count = min(Int(size), limits.unfinishedLineBytes)
        var tail = [UInt8](repeating: 0, count: count)
        guard pread(descriptor, &tail, count, size - off_t(count)) == count else { throw failure("read") }
        guard tail.last != UInt8(ascii: "\n") else { return size }
        let start = tail.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? (count == Int(size) ? 0 : nil)
        if let start, isOurs(tail[start...], identity: identity) {
            let end = size - off_t(count - start)
            guard ftruncate(descriptor, end) == 0 else { throw failure("cut off an unfinished line") }
            return end
        }
        try append([UInt8(ascii: "\n")], to: descriptor)
        return size + 1
    }

    /// Whether bytes are the beginning of one of our lines, possibly with zeros where a power cut lost them.
    private func isOurs(_ bytes: ArraySlice<UInt8>, identity: JournalIdentity) -> Bool {
        let written = bytes.prefix { $0 != 0 }
        guard bytes.dropFirst(written.count).allSatisfy({ $0 == 0 }) else { return false }
        return zip(written, Envelope.opening(for: identity)).allSatisfy { $0 == $1 }
    }

    private func append(_ bytes: [UInt8], to descriptor: Int32) throws(UplinkError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure("write")
            }
            written += count
        }
    }

    private func flushFolder() throws(UplinkError) {
        let real = realpath(path, nil)
        defer { free(real) }
        let path = real.map { String(cString: $0) } ?? path
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open the folder") }
        defer { closeFile(descriptor) }
        // EINVAL: a file system whose folders need none.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure("flush the folder") }
    }

    private func failure(_ operation: String) -> UplinkError {
        .file(path: path, operation: operation, reason: String(cString: strerror(errno)))
    }
}
