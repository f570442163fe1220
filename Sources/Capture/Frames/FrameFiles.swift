// Files and folders through the system's own calls: small, without Foundation, every failure with its path.
// Never reads more than the limits allow and never waits for a pipe or a device.

import Glibc

/// Reads frames from the file system.
public enum FrameFiles {
    /// The files behind `path`: itself, or the JPEG files directly inside the folder, by name in byte order.
    public static func expand(_ path: String) throws(CaptureError) -> [String] {
        guard isFolder(try status(of: path)) else { return [path] }
        guard let folder = opendir(path) else { throw .unreadable(path: path, reason: systemReason()) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if isJPEGName(name) { names.append(name) }
            if names.count > Limits.folderEntriesMax {
                throw .unreadable(path: path, reason: "more than \(Limits.folderEntriesMax) pictures")
            }
        }
        if names.isEmpty { throw .emptyFolder(path: path) }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        return names.map { prefix + $0 }
    }

    /// All bytes of the file at `path`.
    public static func read(_ path: String) throws(CaptureError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, reason: systemReason())
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw .unreadable(path: path, reason: systemReason()) }
        guard information.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: path, reason: "not a regular file")
        }
        guard information.st_size <= Limits.jpegBytesMax else {
            throw .fileTooLarge(path: path, bytes: Int64(information.st_size))
        }
        return try readAll(descriptor, expected: Int(information.st_size), path: path)
    }

    private static func readAll(
        _ descriptor: Int32, expected: Int, path: String
    ) throws(CaptureError) -> [UInt8] {
        var failure: CaptureError?
        let bytes = [UInt8](unsafeUninitializedCapacity: expected) { buffer, have in
            var interruptions = 0
            while have < expected {
                let got = Glibc.read(descriptor, buffer.baseAddress! + have, expected - have)
                if got > 0 {
                    have += got
                } else if got < 0 && errno == EINTR && interruptions < Limits.interruptedRetriesMax {
                    interruptions += 1
                } else {
                    if got < 0 { failure = .unreadable(path: path, reason: systemReason()) }
                    break
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private static func status(of path: String) throws(CaptureError) -> stat {
        var information = stat()
        if stat(path, &information) != 0 {
            throw errno == ENOENT || errno == ENOTDIR
                ? .missing(path: path) : .unreadable(path: path, reason: systemReason())
        }
        return information
    }

    private static func isFolder(_ information: stat) -> Bool { information.st_mode & S_IFMT == S_IFDIR }

    private static func isJPEGName(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !name.hasPrefix(".") && (lower.hasSuffix(".jpg") || lower.hasSuffix(".jpeg"))
    }

    private static func systemReason() -> String { String(cString: strerror(errno)) }
}
