// Journals for the tests of damage, as the files of a process that ended just now, and what must be found in them after.

import Glibc
import TestSupport

@testable import Journal

/// The files of a journal, and where in them its entries are.
struct DamagedJournal: Sendable {
    /// A page in the file, or a frame in the log.
    enum Place: Hashable, Sendable {
        case page(Int)
        case frame(Int)
    }

    static let page = 4_096
    static let frame = 4_096 + 24

    var file: [UInt8]
    var log: [UInt8]
    /// The entries that the journal held.
    let entries: [Int64: NewEntry]
    /// All places on which something of an entry stands.
    let places: [Int64: Set<Place>]
    let settled: Int64

    /// A payload that can be found again in the bytes of a file, piece by piece.
    static func payload(_ seq: Int, pieces: Int) -> [UInt8] {
        (0..<pieces).flatMap { Array("[\(10_000_000 + seq):\(10_000_000 + $0)]".utf8) }
    }

    /// Makes one. Without `isCut` its log was copied back and removed, as when the agent ended in peace.
    init(_ random: inout SeededRandom, isCut: Bool) async throws {
        let folder = TemporaryFolder(inMemory: true)
        let path = folder.file("journal.db")
        var limits = Journal.Limits()
        limits.settledEntries = 20
        limits.logPages = Int32.random(in: 20...200, using: &random)
        let journal = try Journal.open(path: path, device: "gw", limits: limits)
        try await journal.register(sinks: ["mqtt"])
        try await journal.keep(note: "habits", Self.payload(0, pieces: 300))
        var kept: [Int64: NewEntry] = [:]
        let count = Int64.random(in: 60...150, using: &random)
        let settled = count / 2
        for seq in 1...count {
            var entry = sample(Int(seq), meter: ["gas", "water"].randomElement(using: &random)!)
            let pieces = Int.random(in: 0..<20, using: &random) == 0 ? 700 : Int.random(in: 1...30, using: &random)
            entry.payload = Self.payload(Int(seq), pieces: pieces)
            try await journal.append(entry)
            kept[seq] = entry
            if seq == count - 20 { try await journal.settle("mqtt", through: settled) }
        }
        if !isCut { try await journal.close() }
        self.file = readFile(path) ?? []
        self.log = readFile(path + "-wal") ?? []
        self.settled = settled
        if isCut { try await journal.close() }
        let again = try Journal.open(path: path, device: "gw")
        let there = try await again.value("SELECT group_concat(seq) FROM entry") ?? ""
        self.entries = kept.filter { [Int64](there.split(separator: ",").compactMap { Int64($0) }).contains($0.key) }
        self.places = Self.places(file, log)
    }

    /// The places that are not as they were.
    func touched(_ other: DamagedJournal) -> Set<Place> {
        var places: Set<Place> = []
        for page in 0..<(file.count / Self.page) where !same(file, other.file, page * Self.page, Self.page) {
            places.insert(.page(page))
        }
        for frame in 0..<(max(0, log.count - 32) / Self.frame)
        where !same(log, other.log, 32 + frame * Self.frame, Self.frame) {
            places.insert(.frame(frame))
        }
        // Behind the last commit of a log that was cut off, nothing tells an entry from one that was never committed.
        let whole = max(0, other.log.count - 32) / Self.frame
        let last = (0..<whole).last {
            other.log[(32 + $0 * Self.frame + 4)..<(32 + $0 * Self.frame + 8)].contains { $0 != 0 }
        }
        for frame in ((last ?? -1) + 1)..<max((last ?? -1) + 1, whole) { places.insert(.frame(frame)) }
        return places
    }

    private func same(_ one: [UInt8], _ other: [UInt8], _ start: Int, _ count: Int) -> Bool {
        guard start + count <= other.count else { return false }
        return one.withUnsafeBytes { one in
            other.withUnsafeBytes { memcmp(one.baseAddress! + start, $0.baseAddress! + start, count) == 0 }
        }
    }

    /// Looks for the pieces of the payloads in the newest bytes of each page; knows nothing of what a page is.
    private static func places(_ file: [UInt8], _ log: [UInt8]) -> [Int64: Set<Place>] {
        var newest: [Int: (place: Place, bytes: ArraySlice<UInt8>)] = [:]
        for number in 0..<(file.count / page) {
            newest[number + 1] = (.page(number), file[(number * page)..<((number + 1) * page)])
        }
        let salt = log.count > 32 ? Array(log[16..<24]) : []
        for number in 0..<(max(0, log.count - 32) / frame) {
            let start = 32 + number * frame
            guard Array(log[(start + 8)..<(start + 16)]) == salt else { break }
            let id = log[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
            newest[id] = (.frame(number), log[(start + 24)..<(start + frame)])
        }
        var places: [Int64: Set<Place>] = [:]
        for (place, bytes) in newest.values {
            let bytes = Array(bytes)
            var offset = 0
            while offset + 19 <= bytes.count {
                guard bytes[offset] == UInt8(ascii: "["), bytes[offset + 9] == UInt8(ascii: ":"),
                    bytes[offset + 18] == UInt8(ascii: "]"),
                    let seq = Int64(String(decoding: bytes[(offset + 1)..<(offset + 9)], as: UTF8.self))
                else {
                    offset += 1
                    continue
                }
                places[seq - 10_000_000, default: []].insert(place)
                offset += 19
            }
        }
        return places
    }
}
