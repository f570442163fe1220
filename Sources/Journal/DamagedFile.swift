// A journal's file with its log, read page by page without SQLite, which gives up at the first page it cannot make sense of.
// Nothing in it is believed: numbers are held against the size of the file, chains against their length.

/// The pages of a file that may be damaged.
struct DamagedFile {
    let size: Int64
    let log: DamagedLog
    /// The numbers of the pages there are, ascending.
    let pages: [Int]
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
        let count = Int((size + Int64(Journal.pageBytes) - 1) / Int64(Journal.pageBytes))
        let frames = Dictionary(grouping: self.log.written.filter { $0.page > 0 }, by: \.page)
        self.frames = frames
        self.pages = Array(1..<(count + 1)) + frames.keys.filter { $0 > count }.sorted()
    }

    /// The bytes a page may have: the newest first, older ones as long as those before do not fit their checksums.
    func versions(of page: Int) throws(JournalError) -> [[UInt8]] {
        var versions: [[UInt8]] = []
        for frame in (frames[page] ?? []).reversed() {
            versions.append(Array(log.bytes[frame.offset..<(frame.offset + Journal.pageBytes)]))
            if frame.fits && log.isCurrent { return versions }
        }
        let offset = Int64(page - 1) * Int64(Journal.pageBytes)
        if offset < size { versions.append(try read(offset, Journal.pageBytes)) }
        return versions
    }

    /// The newest bytes of a page; nil if there is no such page.
    func page(_ page: Int) throws(JournalError) -> [UInt8]? {
        page > 0 ? try versions(of: page).first : nil
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
                guard page > 1, free.insert(page).inserted else { return [] }
            }
            trunk = Int(bytes.bigEndian32(0))
        }
        return free.count == count ? free : []
    }
}

extension [UInt8] {
    /// Four bytes as a number, the highest first.
    func bigEndian32(_ offset: Int) -> UInt32 {
        UInt32(self[offset]) << 24 | UInt32(self[offset + 1]) << 16 | UInt32(self[offset + 2]) << 8
            | UInt32(self[offset + 3])
    }

    /// Two bytes as a number, the highest first.
    func bigEndian16(_ offset: Int) -> Int { Int(self[offset]) << 8 | Int(self[offset + 1]) }
}
