// Reads small text files whole and writes files.
// Reading is bounded and never waits; a failure carries the path.

import Capture
import Glibc

/// Small files.
enum TextFile {
    /// The text of `path`, at most so many bytes of UTF-8.
    static func read(_ path: String, limit: Int = Limits.configurationBytesMax) throws(AgentError) -> String {
        let bytes = try readBytes(path, limit: limit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(path: path, reason: "it is not UTF-8 text")
        }
        return text
    }

    /// The bytes of `path`, at most `limit`.
    static func readBytes(_ path: String, limit: Int) throws(AgentError) -> [UInt8] {
        do {
            return try FrameFiles.read(path, limit: limit)
        } catch {
            switch error {
            case .missing: throw .unreadable(path: path, reason: "No such file or directory")
            case .fileTooLarge: throw .unreadable(path: path, reason: "it is larger than \(limit) bytes")
            case .unreadable(_, let reason): throw .unreadable(path: path, reason: reason)
            default: throw .unreadable(path: path, reason: error.description)
            }
        }
    }
}

extension TextFile {
    /// Writes `text` to `path`, replacing what was there.
    static func write(_ text: String, to path: String) throws(AgentError) {
        try writeBytes(Array(text.utf8), to: path)
    }

    /// Puts `text` into the place of `path` at once: whoever looks finds the old text or the new one, after a power cut too.
    static func replace(_ path: String, with text: String) throws(AgentError) {
        try replaceBytes(path, with: Array(text.utf8))
    }

    /// The same with bytes.
    static func replaceBytes(_ path: String, with bytes: [UInt8], mode: mode_t = 0o644) throws(AgentError) {
        let new = path + ".new"
        // What an end in the middle of it left behind may have another mode.
        unlink(new)
        try writeBytes(bytes, to: new, isFlushed: true, mode: mode)
        guard rename(new, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(new)
            throw .inputOutput("\(path): cannot be replaced: \(reason)")
        }
        flushFolder(of: path)
    }

    /// Brings what was done to the names in the folder of `path` to the disk.
    static func flushFolder(of path: String) {
        let folder = open(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".", O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Writes `text` to the end of `path`.
    static func append(_ text: String, to path: String) throws(AgentError) {
        try writeBytes(Array(text.utf8), to: path, flags: O_APPEND)
    }

    /// Writes `bytes` to `path`, replacing what was there.
    static func writeBytes(
        _ bytes: [UInt8], to path: String, flags: Int32 = O_TRUNC, isFlushed: Bool = false, mode: mode_t = 0o644
    ) throws(AgentError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | flags | O_CLOEXEC, mode)
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
        if isFlushed, fsync(descriptor) != 0 {
            throw .inputOutput("\(path): cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}
