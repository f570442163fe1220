// A journal's file with its log, read page by page without SQLite, which gives up at the first page it cannot make sense of.
// Nothing in it is believed: numbers are held against the size of the file, chains against their length.

/// The pages of a file that may be damaged.
struct DamagedFile {
    let size: Int64
    let log: DamagedLog
    /// The highest page number that there may be.
    let pageCount: Int
    private let read: (_ offset: Int64, _ count: Int) throws(JournalError) -> [UInt8]
    /// The frames that hold a page, the newest last.
    private let frames: [Int: [DamagedLog.Frame]]

    /// - Parameter read: gives bytes of the file, zeros beyond its end.
    init(
        size: Int64, log: [UInt8], read: @escaping (_ offset: Int64, _ count: Int) throws(JournalError) -> [UInt8]
    ) {
        self.size = size
        self.log = DamagedLog(log)
        self.read = read
        let pages = Int((size + Int64(Journal.pageBytes) - 1) / Int64(Journal.pageBytes))
        // A file grows by what its log holds at most.
        let most = pages + self.log.frames.count + 1
        self.frames = Dictionary(grouping: self.log.written.filter { (1...most).contains($0.page) }, by: \.page)
        self.pageCount = max(pages, frames.keys.max() ?? 0)
    }

    /// The bytes a page may have: the newest first, older ones as long as those before do not fit their checksums.
    func versions(of page: Int) throws(JournalError) -> [[UInt8]] {
        var versions: [[UInt8]] = []
        for frame in (frames[page] ?? []).reversed() {
            versions.append(Array(log.bytes[frame.offset..<(frame.offset + Journal.pageBytes)]))
            if frame.fits { return versions }
        }
        let offset = Int64(page - 1) * Int64(Journal.pageBytes)
        if offset < size { versions.append(try read(offset, Journal.pageBytes)) }
        return versions
    }

    /// The newest bytes of a page; nil if there is no such page.
    func page(_ page: Int) throws(JournalError) -> [UInt8]? {
        guard (1...max(pageCount, 1)).contains(page) else { return nil }
        return try versions(of: page).first
    }

    /// The pages that hold nothing any more. What stands on them was removed and must not come back. None if their list does not
    /// hold together: better something comes back than that something is lost.
    func freePages() throws(JournalError) -> Set<Int> {
        guard let first = try page(1) else { return [] }
        var free: Set<Int> = []
        var trunk = Int(first.bigEndian32(32))
        let count = Int(first.bigEndian32(36))
        while trunk != 0 {
            guard free.insert(trunk).inserted, let bytes = try page(trunk) else { return [] }
            let leaves = Int(bytes.bigEndian32(4))
            guard leaves <= Journal.pageBytes / 4 - 2 else { return [] }
            for leaf in 0..<leaves {
                let page = Int(bytes.bigEndian32(8 + 4 * leaf))
                guard (2...max(pageCount, 2)).contains(page), free.insert(page).inserted else { return [] }
            }
            trunk = Int(bytes.bigEndian32(0))
        }
        return free.count == count ? free : []
    }
}

extension [UInt8] {
    /// Four bytes as a number, the highest first.
    func bigEndian32(_ offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 << 8 | UInt32(self[offset + $1]) }
    }

    /// Two bytes as a number, the highest first.
    func bigEndian16(_ offset: Int) -> Int { Int(self[offset]) << 8 | Int(self[offset + 1]) }
}
