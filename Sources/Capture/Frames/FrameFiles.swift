// Files and folders through the system's own calls: small, without Foundation, every failure with its path.
// Never reads more than the limits allow and never waits for a pipe or a device.

import Glibc

/// Reads frames, and whatever else comes in files, from the file system.
public enum FrameFiles {
    /// The files behind `path`: itself, or the JPEG files directly inside the folder, by name in byte order.
    public static func expand(_ path: String) throws(CaptureError) -> [String] {
        guard isFolder(try status(of: path)) else { return [path] }
        let pictures = try names(in: path).filter(isJPEGName)
        if pictures.isEmpty { throw .emptyFolder(path: path) }
        let prefix = path.hasSuffix("/") ? path : path + "/"
        return pictures.map { prefix + $0 }
    }

    /// The names of what lies directly inside the folder at `path`, without the hidden ones, in byte order.
    public static func names(in path: String) throws(CaptureError) -> [String] {
        guard let folder = opendir(path) else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, reason: systemReason())
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
            if names.count > Limits.folderEntriesMax {
                throw .unreadable(path: path, reason: "more than \(Limits.folderEntriesMax) entries")
            }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// All bytes of the file at `path`, at most `limit`.
    ///
    /// - Throws: `missing`, `unreadable`, `fileTooLarge` with the bytes known of.
    public static func read(_ path: String, limit: Int = Limits.jpegBytesMax) throws(CaptureError) -> [UInt8] {
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
        guard information.st_size <= limit else {
            throw .fileTooLarge(path: path, bytes: Int64(information.st_size))
        }
        return try readAll(descriptor, expected: Int(information.st_size), limit: limit, path: path)
    }

    /// The JPEG in the file at `path`; a PNG becomes one, hardly to be told from it.
    ///
    /// - Throws: what `read` throws, and `png`.
    public static func readPicture(_ path: String) throws(CaptureError) -> [UInt8] {
        let bytes = try read(path)
        return PNGDecoder.isPNG(bytes) ? JPEGEncoder.gray(try PNGDecoder.gray(bytes), quality: pngQuality) : bytes
    }

    /// The quality of a JPEG that is made of a PNG.
    private static let pngQuality = 98

    /// Where a path leads when all links are followed; nil if it leads nowhere.
    static func resolved(_ path: String) -> String? {
        guard let target = realpath(path, nil) else { return nil }
        defer { free(target) }
        return String(cString: target)
    }

    /// Reads to the end: the size is only a hint, since files of the kernel claim to be empty and others may grow.
    private static func readAll(
        _ descriptor: Int32, expected: Int, limit: Int, path: String
    ) throws(CaptureError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var interruptions = 0
        while true {
            let got = Glibc.read(descriptor, &chunk, chunk.count)
            if got == 0 { return bytes }
            if got < 0 {
                guard errno == EINTR, interruptions < Limits.interruptedRetriesMax else {
                    throw .unreadable(path: path, reason: systemReason())
                }
                interruptions += 1
                continue
            }
            bytes += chunk[..<got]
            guard bytes.count <= limit else { throw .fileTooLarge(path: path, bytes: Int64(bytes.count)) }
        }
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
        return lower.hasSuffix(".jpg") || lower.hasSuffix(".jpeg")
    }

    private static func systemReason() -> String { String(cString: strerror(errno)) }
}
