// When a file of entries is put aside for a new one, and how: by renaming, from the oldest on, so that a crash at any moment
// loses nothing and leaves at most a gap in the numbers, which the next time fills.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The bounds of a file that is written for ever.
public struct FileRotation: Sendable, Equatable {
    /// Bytes that a file may have; only a single batch may be larger.
    public var size: Int
    /// How many files there are at most: the one being written, and older ones as `.1`, `.2` and so on. What is in the oldest
    /// is lost when it has to make room.
    public var files: Int

    /// Bounds from their parts; at least two files.
    public init(size: Int = 10 << 20, files: Int = 5) {
        self.size = size
        self.files = max(2, files)
    }

    /// Renames `path` to `path.1`, after those before it have made room.
    ///
    /// - Throws: the number of the system's error.
    func putAside(_ path: String) throws(Errno) {
        // Those behind the first gap stay where they are: only as many are renamed as is needed.
        let free = (1..<files).first { access("\(path).\($0)", F_OK) != 0 } ?? files - 1
        for number in stride(from: free, to: 1, by: -1) { try move("\(path).\(number - 1)", to: "\(path).\(number)") }
        try move(path, to: "\(path).1")
    }

    private func move(_ old: String, to new: String) throws(Errno) {
        guard rename(old, new) == 0 else { throw Errno(code: errno) }
    }

    /// An error of the system.
    struct Errno: Error {
        let code: Int32
    }
}
