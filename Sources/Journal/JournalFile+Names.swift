// What lies beside the journal's file, and how it is called: journal.db has journal.reserve, journal.corrupt-1 and so on.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension JournalFile {
    /// SQLite's write-ahead log of a database.
    static func log(of path: String) -> String { path + "-wal" }

    /// Room held back on the disk.
    var reserve: String { stem + ".reserve" }

    /// Says that the file was found damaged while it was in use, so that the next opening mends it whatever it looks like then.
    var mark: String { stem + ".damaged" }

    /// The fresh file while it is being filled. It counts for nothing.
    var mending: String { stem + ".mending" }

    /// The fresh file when it is whole: from here on it is the journal, and what has its name is number `number` of the damaged.
    func mended(_ number: Int) -> String { "\(stem).mended-\(number)" }

    /// A damaged file that was put aside.
    func quarantined(_ number: Int) -> String { "\(stem).corrupt-\(number)" }

    /// The numbers of the files beside the journal that are called its name, `middle` and a number, ascending.
    func numbers(_ middle: String) -> [Int] {
        let prefix = String(
            stem.dropFirst(stem.lastIndex(of: "/").map { stem.distance(from: stem.startIndex, to: $0) + 1 } ?? 0))
        return Self.names(in: Self.parent(of: path)).compactMap { name in
            guard name.hasPrefix(prefix + middle) else { return nil }
            return Int(name.dropFirst(prefix.count + middle.count))
        }.sorted()
    }

    /// The names in a folder, none if it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private var stem: String { path.hasSuffix(".db") ? String(path.dropLast(3)) : path }
}
