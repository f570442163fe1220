import TestSupport
import Testing

@testable import Journal

@Suite struct JournalTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("journal.db") }

    private func open(_ limits: Journal.Limits = .init()) throws(JournalError) -> Journal {
        try Journal.open(path: path, device: "gw", limits: limits)
    }

    @Test("entries come back whole and in order after reopening")
    func durable() async throws {
        var journal = try open()
        try await journal.register(sinks: ["mqtt"])
        for number in 1...5 { #expect(try await journal.append(sample(number)) == Int64(number)) }
        try await journal.settle("mqtt", through: 2)
        try await journal.close()
        journal = try open()
        let entries = try await journal.pending(for: "mqtt", limit: 10)
        #expect(entries == (3...5).map { Entry(seq: Int64($0), content: sample($0)) })
    }

    @Test("an entry is in the log as soon as append returns, without closing")
    func committed() async throws {
        let journal = try open()
        try await journal.append(sample(1))
        // The files as they are now, as after the death of the process.
        for suffix in ["", "-wal"] { try copy(path + suffix, to: folder.file("copy.db") + suffix) }
        let copy = try Journal.open(path: folder.file("copy.db"), device: "gw")
        #expect(try await copy.lastEntries(kind: "reading", meter: "gas", limit: 1).last?.content == sample(1))
    }

    @Test("several entries are kept together or not at all")
    func batch() async throws {
        let journal = try open()
        #expect(try await journal.append([sample(1), sample(2)]) == [1, 2])
        #expect(try await journal.append([]) == [])
        await #expect(throws: JournalError.self) { try await journal.append([sample(3), sample(4, kind: "")]) }
        #expect(try await journal.append(sample(5)) == 3)
    }

    @Test("a number is never used again, not even after everything was pruned")
    func numbers() async throws {
        var limits = Journal.Limits()
        limits.settledEntries = 0
        var journal = try open(limits)
        try await journal.register(sinks: ["mqtt"])
        for number in 1...5 { try await journal.append(sample(number)) }
        try await journal.settle("mqtt", through: 5)
        try await journal.execute("DELETE FROM entry")
        try await journal.close()
        journal = try open(limits)
        #expect(try await journal.append(sample(6)) == 6)
        try await journal.execute("DELETE FROM entry")
        try await journal.execute("DELETE FROM sqlite_sequence")
        try await journal.settle("mqtt", through: 6)
        try await journal.close()
        #expect(try await open(limits).append(sample(7)) == 7)
    }

    @Test("settling never goes backwards, and never beyond what was appended")
    func settling() async throws {
        let journal = try open()
        try await journal.register(sinks: ["mqtt"])
        for number in 1...3 { try await journal.append(sample(number)) }
        try await journal.settle("mqtt", through: 2)
        try await journal.settle("mqtt", through: 1)
        #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [3])
        await #expect(throws: JournalError.neverAppended(path: path, sink: "mqtt", seq: 4, last: 3)) {
            try await journal.settle("mqtt", through: 4)
        }
        #expect(try await journal.pendingCount(for: "mqtt") == 1)
    }

    @Test("each sink has its own place, and an unknown one has none")
    func sinks() async throws {
        let journal = try open()
        try await journal.register(sinks: ["mqtt", "file"])
        for number in 1...3 { try await journal.append(sample(number)) }
        try await journal.settle("mqtt", through: 3)
        #expect(try await journal.pendingCount(for: "mqtt") == 0)
        #expect(try await journal.pendingCount(for: "file") == 3)
        await #expect(throws: JournalError.unknownSink(path: path, sink: "https")) {
            try await journal.pending(for: "https", limit: 1)
        }
    }

    @Test("a sink that was left out continues where it was")
    func returningSink() async throws {
        let journal = try open()
        try await journal.register(sinks: ["mqtt"])
        for number in 1...3 { try await journal.append(sample(number)) }
        try await journal.settle("mqtt", through: 1)
        try await journal.register(sinks: [])
        await #expect(throws: JournalError.unknownSink(path: path, sink: "mqtt")) {
            try await journal.settle("mqtt", through: 3)
        }
        try await journal.register(sinks: ["mqtt"])
        #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [2, 3])
    }

    @Test("pruning takes the oldest settled entries, but no unsettled one and no meter's last")
    func pruning() async throws {
        var limits = Journal.Limits()
        limits.settledEntries = 3
        let journal = try open(limits)
        try await journal.register(sinks: ["fast", "slow"])
        try await journal.append(sample(1, meter: "water"))
        for number in 2...10 { try await journal.append(sample(number)) }
        try await journal.settle("fast", through: 10)
        #expect(try await journal.pendingCount(for: "slow") == 10)
        try await journal.settle("slow", through: 9)
        #expect(
            try await journal.value("SELECT group_concat(seq) FROM (SELECT seq FROM entry ORDER BY seq)")
                == "1,7,8,9,10")
        #expect(try await journal.lastEntries(kind: "reading", meter: "water", limit: 1).last?.seq == 1)
    }

    @Test("without any sink nothing grows without end")
    func noSinks() async throws {
        var limits = Journal.Limits()
        limits.settledEntries = 3
        let journal = try open(limits)
        for number in 1...10 { try await journal.append(sample(number)) }
        #expect(try await journal.value("SELECT COUNT(*) FROM entry") == "3")
    }

    @Test("the last entry is asked for by kind and meter")
    func lastEntry() async throws {
        let journal = try open()
        try await journal.append([
            sample(1), sample(2, meter: "water"), sample(3, kind: "refusal"), sample(4, meter: ""),
        ])
        #expect(try await journal.lastEntries(kind: "reading", meter: "gas", limit: 1).last?.seq == 1)
        #expect(try await journal.lastEntries(kind: "reading", meter: "", limit: 1).last?.seq == 4)
        #expect(try await journal.lastEntries(kind: "reading", meter: "heat", limit: 1).last == nil)
    }

    @Test("the last entries come oldest first, without the damaged ones")
    func lastEntries() async throws {
        let journal = try open()
        try await journal.append((1...5).map { sample($0) } + [sample(6, meter: "water"), sample(7, kind: "refusal")])
        #expect(try await journal.lastEntries(kind: "reading", meter: "gas", limit: 3).map(\.seq) == [3, 4, 5])
        #expect(try await journal.lastEntries(kind: "reading", meter: "heat", limit: 3).isEmpty)
        try await journal.execute("UPDATE entry SET payload = x'00' WHERE seq = 4")
        #expect(try await journal.lastEntries(kind: "reading", meter: "gas", limit: 3).map(\.seq) == [3, 5])
    }

    @Test("an append signals those who wait, closing ends the signals")
    func signals() async throws {
        let journal = try open()
        let appends = await journal.appends()
        try await journal.append(sample(1))
        try await journal.append(sample(2))
        try await journal.close()
        var count = 0
        for await _ in appends { count += 1 }
        #expect(count == 1)
    }

    @Test("the log is copied back into the file when it has grown")
    func checkpoints() async throws {
        var limits = Journal.Limits()
        limits.logPages = 8
        let journal = try open(limits)
        var most: Int32 = 0
        for number in 1...200 {
            try await journal.append(sample(number))
            most = max(most, try await journal.logPages())
        }
        #expect((1..<8).contains(most))
        // Without copying back, two hundred commits make a log of some three megabytes.
        #expect(try #require(readFile(path + "-wal")).count < 100_000)
    }

    private func copy(_ source: String, to target: String) throws {
        let database = try #require(readFile(source))
        folder.write(database, to: String(target.dropFirst(folder.path.count + 1)))
    }
}
