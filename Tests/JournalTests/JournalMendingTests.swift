// A journal that is damaged opens, goes on, and loses nothing that was not on a damaged page.

import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalMendingTests {
    /// How a file is damaged.
    private enum Damage: CaseIterable {
        case bits, page, cut, empty, zeros
    }

    @Test(
        "a thousand damaged files: all open, go on, and keep every entry that is on undamaged pages", arguments: 0..<10)
    func thousand(part: Int) async throws {
        // The first hundred are always the same: in one of them a frame's damaged page number hides a part of an entry.
        let seed = part == 0 ? 17_991_893_969_244_285_451 : UInt64.random(in: .min ... .max)
        print("JournalMendingTests seed \(seed)")
        var random = SeededRandom(seed: seed)
        var (mended, kept, rows) = (0, 0, 0)
        var longest = Duration.zero
        var whole = try await DamagedJournal(&random, isCut: true)
        for number in 1...100 {
            if number % 10 == 0 { whole = try await DamagedJournal(&random, isCut: number % 40 != 0) }
            var damaged = whole
            Self.damage(&damaged, &random)
            let outcome = try await open(whole, damaged, note: "seed \(seed), file \(number)")
            mended += outcome.isMended ? 1 : 0
            longest = max(longest, outcome.longest)
            kept += outcome.entries
            rows += whole.entries.count
        }
        print(
            "JournalMendingTests: of 100 files \(mended) were mended, the longest opening took \(longest); "
                + "\(kept) of \(rows) entries are there")
        #expect(mended > 20, "seed \(seed)")
    }

    private static func damage(_ files: inout DamagedJournal, _ random: inout SeededRandom) {
        if files.log.isEmpty || Bool.random(using: &random) {
            damage(&files.file, &random)
        } else {
            damage(&files.log, &random)
        }
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
        // Half of all with flipped bits: the other kinds have few ways to differ.
        switch Bool.random(using: &random) ? .bits : Damage.allCases.randomElement(using: &random)! {
        case .bits:
            for _ in 1...Int.random(in: 1...64, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
        case .page:
            let start = Int.random(in: 0..<((bytes.count + 4_095) / 4_096), using: &random) * 4_096
            for offset in start..<min(start + 4_096, bytes.count) { bytes[offset] = 0 }
        case .cut: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
        case .empty: bytes = []
        case .zeros: bytes = [UInt8](repeating: 0, count: bytes.count)
        }
    }

    /// Opens damaged files and holds what is there against what was.
    private func open(
        _ whole: DamagedJournal, _ damaged: DamagedJournal, note: Comment
    ) async throws -> (isMended: Bool, entries: Int, longest: Duration) {
        let folder = TemporaryFolder(inMemory: true)
        let path = folder.file("journal.db")
        folder.write(damaged.file, to: "journal.db")
        if !damaged.log.isEmpty { folder.write(damaged.log, to: "journal.db-wal") }
        var began = ContinuousClock.now
        var journal = try Journal.open(path: path, device: "gw")
        var longest = ContinuousClock.now - began
        var isMended = journal.recovery != nil
        do {
            try await journal.register(sinks: ["mqtt", "audit"])
            try await journal.append(sample(1, kind: "after"))
            try await journal.settle("mqtt", through: 1)
        } catch {
            // Damage that shows only in use ends the process; the next start mends it.
            #expect(error.mustEndProcess, note)
            try? await journal.close()
            began = .now
            journal = try await Self.again(path, journal)
            longest = max(longest, .now - began)
            #expect(journal.recovery != nil, note)
            isMended = true
            try await journal.register(sinks: ["mqtt", "audit"])
            try await journal.append(sample(1, kind: "after"))
        }
        if isMended {
            #expect(readFile(folder.file("journal.corrupt-1")) != nil || damaged.file.isEmpty, note)
        }
        let found = try await Self.entries(journal)
        for (seq, entry) in found where entry.kind == "reading" {
            #expect(whole.entries[seq] == entry || !whole.entries.keys.contains(seq), note)
        }
        let touched = whole.touched(damaged)
        let safe = whole.entries.keys.filter { (whole.places[$0] ?? []).isDisjoint(with: touched) }
        let lost = safe.filter { found[$0] == nil }.sorted()
        #expect(lost.isEmpty, "\(note), mended \(journal.recovery?.reason ?? "not"), lost \(lost)")
        #expect(found.values.contains { $0.kind == "after" }, note)
        return (isMended, found.values.filter { $0.kind == "reading" }.count, longest)
    }

    /// The process that found the damage is gone; its connection is dropped with it.
    private static func again(_ path: String, _ old: Journal) async throws -> Journal {
        await old.abandon()
        return try Journal.open(path: path, device: "gw")
    }

    /// Everything a new sink is given; what is damaged is never given.
    private static func entries(_ journal: Journal) async throws -> [Int64: NewEntry] {
        var entries: [Int64: NewEntry] = [:]
        while true {
            do throws(JournalError) {
                let batch = try await journal.pending(for: "audit", limit: 1_000)
                guard let last = batch.last else { return entries }
                for entry in batch { entries[entry.seq] = entry.content }
                try await journal.settle("audit", through: last.seq)
            } catch {
                guard case .damagedEntry(_, let seq) = error else { throw error }
                try await journal.settle("audit", through: seq)
            }
        }
    }

    /// A closed journal with entries on many pages, whose second entry page is damaged.
    private func damagedJournal(in folder: TemporaryFolder) async throws -> String {
        let path = folder.file("journal.db")
        let journal = try Journal.open(path: path, device: "gw")
        try await journal.register(sinks: ["mqtt", "file"])
        for number in 1...300 {
            var entry = sample(number)
            entry.payload = DamagedJournal.payload(number, pieces: 10)
            try await journal.append(entry)
        }
        try await journal.settle("mqtt", through: 100)
        try await journal.settle("file", through: 250)
        try await journal.setAside(251, for: "file", answer: "no")
        try await journal.keep(note: "habits", [1, 2, 3])
        try await journal.close()
        let page = try #require(
            (1...).first { page in
                let bytes = readFile(path)![((page - 1) * 4_096)..<(page * 4_096)]
                return bytes.first == 0x0D && String(decoding: bytes, as: UTF8.self).contains("[10000150:")
            })
        try overwrite(path, at: (page - 1) * 4_096, with: [UInt8](repeating: 0, count: 4_096))
        return path
    }

    @Test("what is lost is told, places, notes and what was set aside stay, and numbers go on upward under a new name")
    func tells() async throws {
        let folder = TemporaryFolder(inMemory: true)
        let path = try await damagedJournal(in: folder)
        let before = readFile(path)
        let journal = try Journal.open(path: path, device: "gw")
        let recovery = try #require(journal.recovery)
        #expect(recovery.quarantined == folder.file("journal.corrupt-1"))
        #expect(readFile(recovery.quarantined) == before)
        #expect(recovery.sinks == 2)
        #expect(recovery.entries == 300 - Int(recovery.lost))
        #expect((1...40).contains(recovery.lost))
        try await journal.register(sinks: ["mqtt", "file"])
        let pending = try await journal.pending(for: "mqtt", limit: 1_000)
        #expect(pending.count == 200 - Int(recovery.lost) + 1)
        let gap = try #require(pending.last.flatMap { Gap($0) })
        #expect(gap.count == recovery.lost && gap.reason == .damage && (gap.first...gap.last).contains(150))
        #expect(try await journal.pending(for: "file", limit: 1_000).map(\.seq) == Array(252...301))
        #expect(try await journal.setAside().map(\.answer) == ["no"])
        #expect(try await journal.note("habits") == [1, 2, 3])
        #expect(try await journal.append(sample(1)) == 302)
        try await journal.close()
        let again = try Journal.open(path: path, device: "gw")
        #expect(again.recovery == nil)
        #expect(again.identity == journal.identity)
    }

    @Test("a crash at any step of mending leads to the same end")
    func crashes() async throws {
        let folder = TemporaryFolder(inMemory: true)
        let path = try await damagedJournal(in: folder)
        let damaged = try #require(readFile(path))
        let first = try Journal.open(path: path, device: "gw")
        let expected = try #require(first.recovery)
        try await first.close()
        let fresh = try #require(readFile(path))
        // The files as they lie after each renaming, and one that was being filled.
        let states: [[String: [UInt8]]] = [
            ["journal.db": damaged, "journal.db-wal": [], "journal.mending": Array(fresh.prefix(9_000))],
            ["journal.db": damaged, "journal.db-wal": [], "journal.mended-1": fresh],
            ["journal.db": damaged, "journal.corrupt-1-wal": [], "journal.mended-1": fresh],
            ["journal.corrupt-1": damaged, "journal.corrupt-1-wal": [], "journal.mended-1": fresh],
        ]
        for (step, files) in states.enumerated() {
            let folder = TemporaryFolder(inMemory: true)
            for (name, bytes) in files { folder.write(bytes, to: name) }
            let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
            let recovery = try #require(journal.recovery, "step \(step)")
            #expect(recovery.text == expected.text, "step \(step)")
            #expect(readFile(folder.file("journal.corrupt-1")) == damaged, "step \(step)")
            #expect(readFile(folder.file("journal.mended-1")) == nil && readFile(folder.file("journal.mending")) == nil)
            #expect(step == 0 || journal.identity == first.identity)
            try await journal.register(sinks: ["mqtt", "file"])
            #expect(try await journal.pendingCount(for: "mqtt") == 200 - Int(recovery.lost) + 1)
        }
    }

    @Test("damage that shows only in use ends the process, and the next start mends whatever the file looks like")
    func later() async throws {
        let folder = TemporaryFolder(inMemory: true)
        let path = folder.file("journal.db")
        var limits = Journal.Limits()
        limits.settledEntries = 0
        var journal = try Journal.open(path: path, device: "gw", limits: limits)
        try await journal.register(sinks: ["mqtt"])
        for number in 1...20 { try await journal.append(sample(number)) }
        try await journal.close()
        // The index no longer leads to the entry that will be pruned; nothing of the structure is wrong.
        let bytes = try #require(readFile(path))
        let key = try #require(
            bytes.indices.dropLast(10).last { offset in
                bytes[offset / 4_096 * 4_096] == 0x0A && bytes[offset..<(offset + 10)].elementsEqual("readinggas".utf8)
            })
        try overwrite(path, at: key + 9, with: [UInt8(ascii: "q")])
        journal = try Journal.open(path: path, device: "gw", limits: limits)
        #expect(journal.recovery == nil)
        do {
            for seq in 1...20 as ClosedRange<Int64> { try await journal.settle("mqtt", through: seq) }
            Issue.record("not noticed")
        } catch {
            guard case JournalError.corrupt = error else { throw error }
        }
        await journal.abandon()
        journal = try Journal.open(path: path, device: "gw", limits: limits)
        #expect(journal.recovery?.entries == 20)
        #expect(readFile(folder.file("journal.damaged")) == nil)
    }

    @Test("at most three damaged files are kept, the newest")
    func keepsThree() async throws {
        let folder = TemporaryFolder(inMemory: true)
        let path = folder.file("journal.db")
        for round in 1...5 {
            let journal = try Journal.open(path: path, device: "gw")
            try await journal.append(sample(round))
            try await journal.close()
            try overwrite(path, at: 0, with: [0])
        }
        #expect(try Journal.open(path: path, device: "gw").recovery?.quarantined == folder.file("journal.corrupt-5"))
        #expect(JournalFile(path: path).numbers(".corrupt-") == [3, 4, 5])
    }

    @Test("a damaged journal of another device is refused and left alone")
    func otherDevice() async throws {
        let folder = TemporaryFolder(inMemory: true)
        let path = try await damagedJournal(in: folder)
        let before = readFile(path)
        #expect(throws: JournalError.otherDevice(path: path, device: "gw", configured: "other")) {
            _ = try Journal.open(path: path, device: "other")
        }
        #expect(readFile(path) == before)
    }
}
