// A write-ahead log, read without SQLite. SQLite takes a log up to the first frame that does not fit and forgets the rest without
// a word, for that is what a power cut leaves. This reader tells a power cut from damage: each commit is flushed before the next
// begins, so whole commits behind a frame that does not fit were once on the disk.

/// The frames of a log (see "The Write-Ahead Log" in SQLite's file format).
struct DamagedLog {
    /// A page as a transaction left it.
    struct Frame {
        var page: Int
        var isCommit: Bool
        /// Where the page's bytes begin.
        var offset: Int
        /// Whether its checksum, which runs on from the frame before, fits.
        var fits: Bool
    }

    static let headerBytes = 32
    static let frameHeaderBytes = 24

    let bytes: [UInt8]
    /// The frames of the log's current round.
    let frames: [Frame]
    /// How many frames SQLite takes.
    let committed: Int
    /// Whether the frames are surely of the last round, so that their pages are newer than the file's.
    let isCurrent: Bool
    /// Where the first frame stands that does not fit.
    private let firstBroken: Int?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let stride = Self.frameHeaderBytes + Journal.pageBytes
        let count = max(0, bytes.count - Self.headerBytes) / stride
        var frames: [Frame] = []
        var (committed, broken, isCurrent) = (0, nil as Int?, false)
        bytes.withUnsafeBytes { raw in
            guard count > 0 else { return }
            let isBigEndian = raw[3] & 1 == 1
            let header = Self.sum(raw[0..<24], from: (0, 0), isBigEndian)
            let isWhole = Self.word(raw, 0) & ~1 == 0x377F_0682 && header == (Self.word(raw, 24), Self.word(raw, 28))
            // A damaged header cannot say which round it is; the first two frames that agree do.
            let salt = isWhole ? 16 : Self.salt(raw, count: count)
            if !isWhole { broken = 0 }
            isCurrent = isWhole
            for number in 0..<count {
                let start = Self.headerBytes + number * stride
                guard Self.word(raw, start + 8) == Self.word(raw, salt),
                    Self.word(raw, start + 12) == Self.word(raw, salt + 4)
                else {
                    broken = broken ?? frames.count
                    continue
                }
                let before = number == 0 ? 24 : start - stride + 16
                var sum = (Self.word(raw, before), Self.word(raw, before + 4))
                sum = Self.sum(raw[start..<(start + 8)], from: sum, isBigEndian)
                sum = Self.sum(raw[(start + Self.frameHeaderBytes)..<(start + stride)], from: sum, isBigEndian)
                let fits = sum == (Self.word(raw, start + 16), Self.word(raw, start + 20))
                let frame = Frame(
                    page: Int(Self.word(raw, start)), isCommit: Self.word(raw, start + 4) != 0,
                    offset: start + Self.frameHeaderBytes, fits: fits)
                if !fits { broken = broken ?? frames.count }
                frames.append(frame)
                if broken == nil && frame.isCommit { committed = frames.count }
            }
        }
        self.frames = frames
        self.isCurrent = isCurrent
        self.committed = committed
        self.firstBroken = broken
    }

    /// The frames up to the last that ends a commit, whether SQLite takes them or not. Behind it nothing was ever promised.
    var written: ArraySlice<Frame> {
        frames[..<((frames.lastIndex(where: \.isCommit) ?? -1) + 1)]
    }

    /// Frames that were perhaps committed, and that SQLite does not take.
    var forgotten: ArraySlice<Frame> { written.dropFirst(committed) }

    /// Whether this is more than a power cut leaves: two commits behind a frame that does not fit, or one behind another that
    /// does not fit.
    var isDamaged: Bool {
        guard let firstBroken, firstBroken < frames.count else { return false }
        let whole = frames[firstBroken...].filter { $0.isCommit && $0.fits }.count
        let first = frames[firstBroken]
        return whole >= 2 || (whole == 1 && first.isCommit && !first.fits)
    }

    private static func salt(_ raw: UnsafeRawBufferPointer, count: Int) -> Int {
        let stride = frameHeaderBytes + Journal.pageBytes
        var seen: Set<[UInt32]> = []
        for number in 0..<count {
            let offset = headerBytes + number * stride + 8
            let pair = [word(raw, offset), word(raw, offset + 4)]
            if pair != [0, 0] && !seen.insert(pair).inserted { return offset }
        }
        return headerBytes + 8
    }

    private static func word(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
        UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    private static func sum(
        _ part: Slice<UnsafeRawBufferPointer>, from start: (UInt32, UInt32), _ isBigEndian: Bool
    ) -> (UInt32, UInt32) {
        let raw = UnsafeRawBufferPointer(rebasing: part)
        var (first, second) = start
        for offset in stride(from: 0, to: raw.count, by: 8) {
            let one = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            let two = raw.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
            first &+= (isBigEndian ? one.bigEndian : one.littleEndian) &+ second
            second &+= (isBigEndian ? two.bigEndian : two.littleEndian) &+ first
        }
        return (first, second)
    }
}
