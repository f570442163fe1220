import TestSupport
import Testing

@testable import Journal

@Suite struct JournalDropTests {
    /// What one sink has been handed.
    private struct Receiver {
        var entries: Set<Int64> = []
        var gaps: [Gap] = []

        mutating func take(_ batch: ArraySlice<Entry>) {
            for entry in batch {
                if let gap = Gap(entry) { gaps.append(gap) } else { entries.insert(entry.seq) }
            }
        }
    }

    private static func limits() -> Journal.Limits {
        var limits = Journal.Limits()
        limits.readingsBytes = 1_024 * 1_024
        limits.settledEntries = 200
        limits.droppedPerCommit = 40
        return limits
    }

    @Test("gaps tell exactly what was dropped, for every sink, whatever was settled in between", arguments: 1...50)
    func exact(round: Int) async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("JournalDropTests seed \(seed)")
        let note: Comment = "seed \(seed)"
        var random = SeededRandom(seed: seed)
        let folder = TemporaryFolder(inMemory: true)
        let path = folder.file("journal.db")
        var journal = try Journal.open(path: path, device: "gw", limits: Self.limits())
        let sinks = ["file", "mqtt", "slow"]
        try await journal.register(sinks: sinks)
        var receivers = [String: Receiver](uniqueKeysWithValues: sinks.map { ($0, Receiver()) })
        var appended: Set<Int64> = []
        for step in 1...300 {
            let batch = (0..<Int.random(in: 1...4, using: &random)).map { part in
                var entry = sample(step * 10 + part, meter: ["gas", "water", "heat"].randomElement(using: &random)!)
                entry.payload = [UInt8](repeating: 0x20, count: Int.random(in: 1_000...3_000, using: &random))
                return entry
            }
            appended.formUnion(try await journal.append(batch))
            // One sink never catches up, one sometimes, one mostly.
            for (sink, chance) in [("file", 60), ("mqtt", 4)] where Int.random(in: 0..<100, using: &random) < chance {
                let entries = try await journal.pending(
                    for: sink, limit: Int.random(in: 1...(sink == "mqtt" ? 60 : 300), using: &random))
                let taken = entries.prefix(Int.random(in: 0...300, using: &random))
                guard let last = taken.last else { continue }
                receivers[sink]?.take(taken)
                try await journal.settle(sink, through: last.seq)
            }
            if step % 110 == 0 {
                try await journal.close()
                journal = try Journal.open(path: path, device: "gw", limits: Self.limits())
            }
        }
        #expect(try #require(readFile(path)).count <= 1_024 * 1_024, note)
        for sink in sinks {
            while case let entries = try await journal.pending(for: sink, limit: 1_000), let last = entries.last {
                receivers[sink]?.take(entries[...])
                try await journal.settle(sink, through: last.seq)
            }
            let receiver = try #require(receivers[sink])
            let lost = appended.subtracting(receiver.entries)
            // A gap in what the sink had before it went is none for that sink.
            let told = receiver.gaps.filter { !receiver.entries.contains($0.first) }.reduce(0) { $0 + $1.count }
            #expect(told == Int64(lost.count), note)
            #expect(receiver.entries.isSubset(of: appended), note)
            if sink == "slow" { #expect(!lost.isEmpty, note) }
        }
    }

    @Test("settled entries go before unsettled ones, and what is spared first before those")
    func order() async throws {
        var limits = Self.limits()
        limits.settledEntries = 100_000
        limits.droppedPerCommit = 1
        let folder = TemporaryFolder(inMemory: true)
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw", limits: limits)
        try await journal.register(sinks: ["mqtt"])
        let spared = Counter(left: 3)
        await journal.spare { spared.take() }
        for _ in 1...15 { try await journal.append(largeSample(30_000)) }
        try await journal.settle("mqtt", through: 10)
        for _ in 1...20 { try await journal.append(largeSample(30_000)) }
        let oldest = try #require(Int(try await journal.value("SELECT MIN(seq) FROM entry") ?? ""))
        #expect((2...11).contains(oldest))
        #expect(spared.left == 3)
        #expect(try await journal.value("SELECT COUNT(*) FROM entry WHERE kind = 'gap'") == "0")
        for _ in 1...10 { try await journal.append(largeSample(30_000)) }
        #expect(spared.left == 0)
        #expect(
            try await journal.lastEntries(kind: Gap.kind, meter: "gas", limit: 9).compactMap { Gap($0)?.first } == [11])
    }

    @Test("drops that follow each other are one gap, until a sink has been handed it")
    func merges() async throws {
        var limits = Self.limits()
        limits.droppedPerCommit = 1
        let folder = TemporaryFolder(inMemory: true)
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw", limits: limits)
        try await journal.register(sinks: ["mqtt"])
        for _ in 1...60 { try await journal.append(largeSample(30_000)) }
        let gaps = try await journal.lastEntries(kind: Gap.kind, meter: "gas", limit: 9)
        let gap = try #require(gaps.first.flatMap { Gap($0) })
        #expect(gaps.count == 1)
        #expect(gap.first == 1 && gap.count == gap.last)
        _ = try await journal.pending(for: "mqtt", limit: 1_000)
        for _ in 1...5 { try await journal.append(largeSample(30_000)) }
        let later = try await journal.lastEntries(kind: Gap.kind, meter: "gas", limit: 9).compactMap { Gap($0) }
        #expect(later.count == 2)
        #expect(later.first == gap)
    }

    @Test("the newest entry of a kind and meter stays, however old it is")
    func newest() async throws {
        let folder = TemporaryFolder(inMemory: true)
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw", limits: Self.limits())
        try await journal.register(sinks: ["mqtt"])
        try await journal.append(sample(1, meter: "water"))
        for _ in 1...60 { try await journal.append(largeSample(30_000)) }
        #expect(try await journal.pending(for: "mqtt", limit: 1).map(\.content) == [sample(1, meter: "water")])
    }

    @Test("a journal whose budget was made smaller opens, and comes down to it")
    func smaller() async throws {
        let folder = TemporaryFolder(inMemory: true)
        let path = folder.file("journal.db")
        var journal = try Journal.open(path: path, device: "gw")
        try await journal.register(sinks: ["mqtt"])
        for _ in 1...60 { try await journal.append(largeSample(30_000)) }
        try await journal.close()
        journal = try Journal.open(path: path, device: "gw", limits: Self.limits())
        try await journal.append(sample(1))
        let used = try #require(Int(try await journal.value("SELECT SUM(pgsize) FROM dbstat") ?? ""))
        #expect(used < 1_024 * 1_024)
    }

    @Test("a gap's entry says the same when it is read again")
    func roundTrip() {
        for reason in Gap.Reason.allCases {
            let gap = Gap(first: 3, last: 17, count: 9, reason: reason)
            var content = sample(1, kind: Gap.kind)
            content.payload = gap.payload
            #expect(Gap(Entry(seq: 20, content: content)) == gap)
        }
        #expect(Gap(Entry(seq: 1, content: sample(1))) == nil)
        #expect(Gap(Entry(seq: 1, content: sample(1, kind: Gap.kind))) == nil)
    }
}

/// Something that can be taken a number of times.
final class Counter: @unchecked Sendable {
    // Only used from within one journal's turns, and looked at between them.
    private(set) var left: Int

    init(left: Int) { self.left = left }

    func take() -> Bool {
        guard left > 0 else { return false }
        left -= 1
        return true
    }
}
