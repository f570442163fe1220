// What the journal does when the disk is full: it settles, it goes on by itself when there is room, and it loses nothing.

import TestSupport
import Testing

@testable import Journal

@Suite(.enabled(if: SmallDisk.isPossible, "making a small disk needs root and the right to mount"))
struct JournalRoomTests {
    @Test("a stranger who fills the disk at every tenth write holds up nothing once there is room again")
    func stranger() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("JournalRoomTests seed \(seed)")
        var random = SeededRandom(seed: seed)
        let disk = try SmallDisk()
        var limits = Journal.Limits()
        limits.settledEntries = 50
        let path = disk.file("journal.db")
        let journal = try Journal.open(path: path, device: "gw", limits: limits)
        try await journal.register(sinks: ["mqtt"])
        var waiting: [Entry] = []
        var (refused, stored) = (0, 0)
        for point in 1...500 {
            let note: Comment = "seed \(seed), point \(point)"
            for part in 0..<9 { try await append(entry(point * 10 + part, &random), to: journal, &waiting) }
            disk.fill(leaving: [0, 4_096, 20_000, 300_000].randomElement(using: &random)!)
            // While the disk is full, an entry is stored or refused, nothing between.
            // Now and then so much that no luck makes room for it.
            let isFlood = point.isMultiple(of: 100)
            for part in 0..<(isFlood ? 1_000 : Int.random(in: 0...20, using: &random)) {
                do throws(JournalError) {
                    let next = isFlood ? largeSample(3_000) : entry(point * 10 + part, &random)
                    try await append(next, to: journal, &waiting)
                    stored += 1
                } catch {
                    #expect(error == .full(path: path), note)
                    refused += 1
                    if isFlood { break }
                }
            }
            #expect(try await journal.pendingCount(for: "mqtt") == waiting.count, note)
            if point % 10 == 0 {
                let pending = try await journal.pending(for: "mqtt", limit: 1_000)
                #expect(pending == waiting, note)
            }
            // A sink that is slow, so that the journal itself needs much of the disk.
            let isSlow = waiting.count < 700 && Int.random(in: 0..<4, using: &random) > 0
            let most = isSlow ? min(3, waiting.count) : waiting.count
            let settled = isFlood ? waiting.count : Int.random(in: 0...most, using: &random)
            if settled > 0 { try await journal.settle("mqtt", through: waiting[settled - 1].seq) }
            waiting.removeFirst(settled)
            disk.clear()
            try await append(entry(point * 10 + 9, &random), to: journal, &waiting)
        }
        print("JournalRoomTests: on the full disk \(refused) entries were refused and \(stored) stored")
        #expect(refused >= 5)
        try await journal.close()
        let again = try Journal.open(path: path, device: "gw", limits: limits)
        #expect(again.recovery == nil)
        #expect(try await again.pending(for: "mqtt", limit: 1_000) == waiting, "seed \(seed)")
        #expect(try await again.value("PRAGMA integrity_check") == "ok")
    }

    @Test("a disk the journal has filled by itself still takes what is settled, and then what is new")
    func itself() async throws {
        let disk = try SmallDisk()
        var limits = Journal.Limits()
        limits.settledEntries = 0
        let path = disk.file("journal.db")
        var journal = try Journal.open(path: path, device: "gw", limits: limits)
        try await journal.register(sinks: ["mqtt"])
        for round in 1...20 {
            var count = 0
            await #expect(throws: JournalError.full(path: path)) {
                while count < 10_000 {
                    try await journal.append(largeSample(3_000))
                    count += 1
                }
            }
            #expect(count > 50, "round \(round)")
            while let last = try await journal.pending(for: "mqtt", limit: 20).last {
                try await journal.settle("mqtt", through: last.seq)
            }
            if round % 5 == 0 {
                try await journal.close()
                journal = try Journal.open(path: path, device: "gw", limits: limits)
            }
        }
        #expect(try await journal.value("PRAGMA integrity_check") == "ok")
    }

    @Test("the room held back is really there, is given up on a full disk, and is held back again")
    func reserve() async throws {
        let disk = try SmallDisk()
        let journal = try Journal.open(path: disk.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["mqtt"])
        #expect(disk.free < 1_024 * 1_024)
        try await journal.append(sample(1))
        disk.fill()
        try await journal.settle("mqtt", through: 1)
        var written = 1
        while await journal.reserve?.isThere == true, written < 1_000 {
            _ = try? await journal.append(sample(written))
            written += 1
            try await journal.setAside(1, for: "mqtt", answer: "no \(written)")
        }
        #expect(readFile(disk.file("journal.reserve")) == nil)
        disk.clear()
        try await journal.append(sample(2))
        #expect(readFile(disk.file("journal.reserve"))?.count == 1_024 * 1_024)
    }

    @Test("on a full disk history makes room for new entries, and then what is spared first")
    func history() async throws {
        let disk = try SmallDisk()
        let journal = try Journal.open(path: disk.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["mqtt"])
        for _ in 1...100 { try await journal.append(largeSample(3_000)) }
        try await journal.settle("mqtt", through: 100)
        disk.fill()
        for _ in 1...90 { try await journal.append(largeSample(3_000)) }
        #expect(try await journal.pendingCount(for: "mqtt") == 90)
        await #expect(throws: JournalError.self) {
            for _ in 1...200 { try await journal.append(largeSample(3_000)) }
        }
        await journal.spare { [disk] in
            guard disk.free < 1_500_000 else { return false }
            disk.clear()
            return true
        }
        try await journal.append(largeSample(3_000))
    }

    @Test("a journal opens on a full disk, and settles there")
    func opens() async throws {
        let disk = try SmallDisk()
        let path = disk.file("journal.db")
        var journal = try Journal.open(path: path, device: "gw")
        try await journal.register(sinks: ["mqtt"])
        for number in 1...50 { try await journal.append(sample(number)) }
        try await journal.close()
        disk.fill()
        journal = try Journal.open(path: path, device: "gw")
        for seq in 1...50 as ClosedRange<Int64> { try await journal.settle("mqtt", through: seq) }
        #expect(try await journal.pendingCount(for: "mqtt") == 0)
        disk.clear()
        try await journal.append(sample(51))
    }

    @Test("a damaged journal is mended on a full disk too")
    func mends() async throws {
        let disk = try SmallDisk()
        let path = disk.file("journal.db")
        let journal = try Journal.open(path: path, device: "gw")
        for number in 1...50 { try await journal.append(sample(number)) }
        try await journal.close()
        disk.fill()
        try overwrite(path, at: 0, with: [0])
        #expect(try Journal.open(path: path, device: "gw").recovery?.entries == 50)
    }

    private func append(_ entry: NewEntry, to journal: Journal, _ waiting: inout [Entry]) async throws(JournalError) {
        waiting.append(Entry(seq: try await journal.append(entry), content: entry))
    }

    private func entry(_ number: Int, _ random: inout SeededRandom) -> NewEntry {
        var entry = sample(number)
        entry.payload = [UInt8](repeating: 0x20, count: Int.random(in: 50...1_500, using: &random))
        return entry
    }
}
