// The small pictures kept to prove readings, as files in a folder beside the journal with a budget of its own. They matter less
// than any reading: whatever goes wrong here costs a picture at most, and nothing here is needed to deliver a reading.
// A listing of the folder tells everything: the entry, the series and how the reading ended are the file's name.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The evidence beside one journal.
public struct EvidenceStore: Sendable {
    /// How the reading ended that a picture belongs to. What needs explaining is kept longest.
    public enum Outcome: String, Sendable, CaseIterable {
        /// Accepted without doubt.
        case accepted
        /// Accepted, but suspicious.
        case suspicious
        /// Put right later.
        case corrected
        /// Withheld.
        case withheld

        /// Removed first come first.
        fileprivate var rank: Int {
            switch self {
            case .accepted: 0
            case .suspicious: 1
            case .corrected, .withheld: 2
            }
        }
    }

    /// One picture that is kept.
    public struct Item: Sendable, Hashable {
        /// The entry it belongs to.
        public let seq: Int64
        /// The series of readings, for example a meter's register.
        public let series: String
        /// How the reading ended.
        public let outcome: Outcome
        /// Its size.
        public let bytes: Int64
    }

    /// The bounds of a store.
    public struct Limits: Sendable, Equatable {
        /// Bytes of all pictures.
        public var bytes: Int64 = 256 * 1_024 * 1_024
        /// Pictures. A folder with more takes long to list.
        public var count: Int = 50_000
        /// Bytes of one picture.
        public var pictureBytes: Int = 1_024 * 1_024
        /// UTF-8 bytes of a series' name; its file name has up to three times as many characters.
        public var seriesBytes: Int = 64

        /// The limits of the product.
        public init() {}
    }

    /// Where the pictures are.
    public let folder: String
    private let limits: Limits
    private var items: [Int64: Item] = [:]
    /// Bytes of all pictures.
    public private(set) var bytes: Int64 = 0

    /// The store in the folder `evidence` beside a journal. Reads what is there; names it does not know are left alone.
    public init(beside journal: String, limits: Limits = Limits()) {
        folder = JournalFile.parent(of: journal) + "/evidence"
        self.limits = limits
        for name in JournalFile.names(in: folder) {
            if name.hasSuffix(Self.unfinished) {
                unlink("\(folder)/\(name)")
                continue
            }
            var facts = stat()
            guard let (seq, series, outcome) = Self.parse(name), items[seq] == nil,
                lstat("\(folder)/\(name)", &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0
            else { continue }
            keep(Item(seq: seq, series: series, outcome: outcome, bytes: Int64(facts.st_size)))
        }
        makeRoom(for: 0)
    }

    /// The pictures, by number.
    public var list: [Item] { items.values.sorted { $0.seq < $1.seq } }

    /// Keeps a picture, in place of an earlier one of the same entry. Others are removed for it when the budget is exhausted.
    ///
    /// - Returns: false if it was not kept: it is too large, or the disk has no room or fails. No evidence is better than no
    ///   reading, so this is no error.
    @discardableResult
    public mutating func store(_ picture: [UInt8], seq: Int64, series: String, outcome: Outcome) -> Bool {
        guard seq > 0, (1...limits.pictureBytes).contains(picture.count), Int64(picture.count) <= limits.bytes,
            (1...limits.seriesBytes).contains(series.utf8.count)
        else { return false }
        remove(seq)
        makeRoom(for: Int64(picture.count))
        mkdir(folder, 0o700)
        let item = Item(seq: seq, series: series, outcome: outcome, bytes: Int64(picture.count))
        let path = path(of: item)
        let temporary = path + Self.unfinished
        guard Self.write(picture, to: temporary), rename(temporary, path) == 0 else {
            unlink(temporary)
            return false
        }
        keep(item)
        return true
    }

    /// Whether there is a picture of an entry.
    public func contains(_ seq: Int64) -> Bool { items[seq] != nil }

    /// The picture of an entry; nil if there is none or it cannot be read.
    public func load(_ seq: Int64) -> [UInt8]? {
        guard let item = items[seq], let bytes = JournalFile.contents(of: path(of: item)), bytes.count == item.bytes
        else { return nil }
        return bytes
    }

    /// Removes the picture of an entry, if there is one.
    public mutating func remove(_ seq: Int64) {
        guard let item = items.removeValue(forKey: seq) else { return }
        bytes -= item.bytes
        unlink(path(of: item))
    }

    /// Removes the picture that matters least: the oldest accepted one, then the oldest suspicious one, then the oldest.
    ///
    /// - Returns: false if there is none.
    @discardableResult
    public mutating func removeLeast() -> Bool {
        let least = items.values.min { ($0.outcome.rank, $0.seq) < ($1.outcome.rank, $1.seq) }
        guard let least else { return false }
        remove(least.seq)
        return true
    }

    private static let unfinished = ".part"

    private mutating func keep(_ item: Item) {
        items[item.seq] = item
        bytes += item.bytes
    }

    private mutating func makeRoom(for more: Int64) {
        guard bytes + more > limits.bytes || items.count + (more > 0 ? 1 : 0) > limits.count else { return }
        // Sorted once: a budget that was made smaller may remove thousands.
        for item in items.values.sorted(by: { ($0.outcome.rank, $0.seq) < ($1.outcome.rank, $1.seq) }) {
            guard bytes + more > limits.bytes || items.count + (more > 0 ? 1 : 0) > limits.count else { return }
            remove(item.seq)
        }
    }

    private func path(of item: Item) -> String {
        "\(folder)/\(item.seq)_\(item.outcome.rawValue)_\(Self.escaped(item.series)).jpg"
    }

    /// Letters, digits and hyphens as they are, all else as % and two hexadecimal digits.
    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { name, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: name.unicodeScalars.append(Unicode.Scalar(byte))
            default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
    }

    private static func parse(_ name: String) -> (Int64, String, Outcome)? {
        guard name.hasSuffix(".jpg") else { return nil }
        let parts = name.dropLast(4).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, let seq = Int64(parts[0]), seq > 0, let outcome = Outcome(rawValue: String(parts[1]))
        else { return nil }
        var (bytes, rest) = ([UInt8](), Array(parts[2].utf8)[...])
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        let series = String(decoding: bytes, as: UTF8.self)
        // Only what this store would have written, so that every item is found again under its name.
        guard !series.isEmpty, "\(seq)_\(outcome.rawValue)_\(escaped(series)).jpg" == name else { return nil }
        return (seq, series, outcome)
    }

    private static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        var written = 0
        while written < bytes.count {
            #if canImport(Glibc)
                let count = bytes.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
                }
            #else
                let count = bytes.withUnsafeBytes {
                    Musl.write(descriptor, $0.baseAddress! + written, $0.count - written)
                }
            #endif
            guard count > 0 else { break }
            written += count
        }
        // Not flushed: a picture lost in a power cut is a picture; a flush for each would wear the card out.
        return close(descriptor) == 0 && written == bytes.count
    }
}
