// Reads small text files whole.

import Glibc

/// Small files.
enum TextFile {
    /// The text of `path`, at most `Limits.configurationBytesMax` bytes of UTF-8.
    static func read(_ path: String) throws(AgentError) -> String {
        let bytes = try readBytes(path, limit: Limits.configurationBytesMax)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(path: path, reason: "it is not UTF-8 text")
        }
        return text
    }

    /// The bytes of `path`.
    static func readBytes(_ path: String, limit: Int) throws(AgentError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path, reason: String(cString: strerror(errno))) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw .unreadable(path: path, reason: "it is larger than \(limit) bytes")
            }
        }
    }
}

extension TextFile {
    /// Writes `text` to `path`, replacing what was there.
    static func write(_ text: String, to path: String) throws(AgentError) {
        try writeBytes(Array(text.utf8), to: path)
    }

    /// Writes `bytes` to `path`, replacing what was there.
    static func writeBytes(_ bytes: [UInt8], to path: String) throws(AgentError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .inputOutput("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                throw .inputOutput("\(path): cannot be written: \(String(cString: strerror(errno)))")
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
