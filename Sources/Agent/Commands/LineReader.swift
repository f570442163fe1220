// Reads lines from a file or standard input as they come, without keeping more than one.

import Glibc

/// Lines of a file descriptor.
struct LineReader: ~Copyable {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var ended = false

    /// Opens `path`; nil is standard input.
    init(path: String?) throws(AgentError) {
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

    /// The next line without its end; nil at the end of the file. A line beyond `limit` is an error.
    mutating func next(limit: Int) throws(AgentError) -> [UInt8]? {
        while true {
            if let end = buffer.firstIndex(of: 0x0a) {
                let line = Array(buffer[..<end])
                buffer.removeFirst(end + 1)
                return line
            }
            if ended {
                defer { buffer = [] }
                return buffer.isEmpty ? nil : buffer
            }
            guard buffer.count <= limit else { throw .badData("a line is longer than \(limit) bytes") }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw .unreadable(path: "input", reason: String(cString: strerror(errno)))
            }
            if count == 0 { ended = true }
            buffer += chunk[..<count]
        }
    }
}
