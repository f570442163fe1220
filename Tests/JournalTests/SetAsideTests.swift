import TestSupport
import Testing

@testable import Journal

@Suite struct SetAsideTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("journal.db") }

    private func journal(_ limits: Journal.Limits = .init()) async throws -> Journal {
        let journal = try Journal.open(path: path, device: "gw", limits: limits)
        try await journal.register(sinks: ["mqtt", "file"])
        return journal
    }

    @Test("an entry set aside is settled for that sink alone, and listed with the answer after a restart")
    func setsAside() async throws {
        var journal = try await journal()
        for number in 1...4 { try await journal.append(sample(number)) }
        try await journal.settle("mqtt", through: 1)
        try await journal.setAside(2, for: "mqtt", answer: "0x87 not authorised")
        #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [3, 4])
        #expect(try await journal.pendingCount(for: "file") == 4)
        try await journal.close()
        journal = try await self.journal()
        let list = try await journal.setAside()
        #expect(list.map(\.seq) == [2] && list.map(\.sink) == ["mqtt"])
        #expect(list.map(\.answer) == ["0x87 not authorised"])
        #expect(try #require(list.first).wallMilliseconds > 1_600_000_000_000)
        #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [3, 4])
    }

    @Test("what was never appended, or by no sink, is not set aside")
    func refuses() async throws {
        let journal = try await journal()
        try await journal.append(sample(1))
        await #expect(throws: JournalError.neverAppended(path: path, sink: "mqtt", seq: 2, last: 1)) {
            try await journal.setAside(2, for: "mqtt", answer: "")
        }
        await #expect(throws: JournalError.unknownSink(path: path, sink: "https")) {
            try await journal.setAside(1, for: "https", answer: "")
        }
        #expect(try await journal.setAside() == [])
        #expect(try await journal.pendingCount(for: "mqtt") == 1)
    }

    @Test("answers and their number are bounded")
    func bounds() async throws {
        var limits = Journal.Limits()
        limits.answerBytes = 10
        limits.setAside = 3
        let journal = try await journal(limits)
        for number in 1...5 { try await journal.append(sample(number)) }
        for seq in 1...5 as ClosedRange<Int64> {
            try await journal.setAside(seq, for: "mqtt", answer: "äääääääääää")
        }
        let list = try await journal.setAside()
        #expect(list.map(\.seq) == [3, 4, 5])
        #expect(list.allSatisfy { $0.answer == "äääää" })
    }

    @Test("setting aside twice, or what was settled before, changes nothing but the list")
    func again() async throws {
        let journal = try await journal()
        for number in 1...3 { try await journal.append(sample(number)) }
        try await journal.settle("mqtt", through: 3)
        for answer in ["one", "two"] { try await journal.setAside(2, for: "mqtt", answer: answer) }
        #expect(try await journal.setAside().map(\.answer) == ["two"])
        #expect(try await journal.pendingCount(for: "mqtt") == 0)
    }
}
