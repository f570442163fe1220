// Reads lines from a file or standard input as they come, without keeping more than one.
// A line beyond the limit is told apart and skipped to its end without being kept; the next one is read as ever.

import Glibc

/// Lines of a file descriptor.
struct LineReader: ~Copyable {
    /// One line of the input.
    enum Line: Equatable {
        /// Its bytes, without the line's end.
        case bytes([UInt8])
        /// It is longer than the limit.
        case tooLong
    }

    private let descriptor: Int32
    private let name: String
    private var buffer: [UInt8] = []
    /// Where in `buffer` the next line begins.
    private var start = 0
    private var isSkipping = false
    private var ended = false

    /// Opens `path`; nil is standard input.
    init(path: String?) throws(AgentError) {
        name = path ?? "standard input"
        guard let path else {
            descriptor = 0
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
    }

    deinit {
        if descriptor > 0 { close(descriptor) }
    }

    /// The next line; nil at the end of the input. `limit` is the most bytes that a line may have.
    mutating func next(limit: Int) throws(AgentError) -> Line? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0a) {
                defer { start = end + 1 }
                return line(upTo: end, limit: limit)
            }
            if ended {
                guard isSkipping || start < buffer.count else { return nil }
                defer { start = buffer.count }
                return line(upTo: buffer.count, limit: limit)
            }
            if buffer.count - start > limit {
                isSkipping = true
                start = buffer.count
            }
            buffer.removeSubrange(..<start)
            start = 0
            searched = buffer.count
            try fill()
        }
    }

    private mutating func line(upTo end: Int, limit: Int) -> Line {
        defer { isSkipping = false }
        return isSkipping || end - start > limit ? .tooLong : .bytes(Array(buffer[start..<end]))
    }

    private mutating func fill() throws(AgentError) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: name, reason: String(cString: strerror(errno))) }
            if count == 0 { ended = true }
            buffer += chunk[..<count]
            return
        }
    }
}
