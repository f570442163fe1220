// How much this process has had written to disk since it began: flash wears out by it. What the kernel counts are whole pages as they
// become due to be written; a page that is written twice before it gets there counts once, what is in memory only does not count.
// Source: proc(5), /proc/pid/io, write_bytes.

import Glibc

/// The count of bytes written.
final class FlashWrites: Sendable {
    private let descriptor: Int32
    private let first: Int64

    /// Counts from now on. The file stays open: a process that leaves no core may not open it later.
    init() {
        descriptor = open("/proc/self/io", O_RDONLY | O_CLOEXEC)
        first = Self.count(descriptor) ?? 0
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Bytes since the beginning; nil where the kernel does not count.
    var written: Int64? { Self.count(descriptor).map { $0 - first } }

    private static func count(_ descriptor: Int32) -> Int64? {
        var buffer = [UInt8](repeating: 0, count: 1_024)
        guard descriptor >= 0, case let size = pread(descriptor, &buffer, buffer.count, 0), size > 0 else { return nil }
        let line = String(decoding: buffer[..<size], as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("write_bytes: ") }
        return line.flatMap { Int64($0.dropFirst(13)) }
    }
}
