import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalCopyTests {
    private let folder = TemporaryFolder(inMemory: true)
    private var path: String { folder.file("journal.db") }

    private func make() async throws {
        let journal = try Journal.open(path: path, device: "gw")
        try await journal.register(sinks: ["mqtt", "file"])
        for number in 1...5 { try await journal.append(sample(number)) }
        try await journal.append(sample(6, kind: "refusal", meter: "water"))
        try await journal.settle("mqtt", through: 2)
        try await journal.setAside(3, for: "mqtt", answer: "no")
        // The files as they are now: the process ended, with a log behind it.
        let files = ["", "-wal"].map { readFile(path + $0) ?? [] }
        try await journal.close()
        folder.write(files[0], to: "journal.db")
        folder.write(files[1], to: "journal.db-wal")
    }

    @Test("a check counts what is there, and leaves the file and its log as they are")
    func checks() async throws {
        try await make()
        let before = [readFile(path), readFile(path + "-wal")]
        let report = try JournalCopy(of: path).check()
        #expect(report.problems == [])
        #expect(report.identity?.device == "gw" && report.schema == 3)
        #expect(report.first == 1 && report.last == 6)
        #expect(report.kinds.map(\.kind) == ["reading", "refusal"] && report.kinds.map(\.count) == [5, 1])
        #expect(
            report.sinks == [
                .init(name: "file", isRegistered: true, settled: 0, pending: 6, setAside: 0),
                .init(name: "mqtt", isRegistered: true, settled: 3, pending: 3, setAside: 1),
            ])
        #expect([readFile(path), readFile(path + "-wal")] == before)
        #expect(JournalFile.names(in: folder.path).sorted() == ["journal.db", "journal.db-wal", "journal.reserve"])
    }

    @Test("entries come by kind, meter and number")
    func entries() async throws {
        try await make()
        let copy = try JournalCopy(of: path)
        #expect(try copy.entries(after: 0).map(\.entry.seq) == Array(1...6))
        #expect(try copy.entries(after: 2, kind: "reading", limit: 2).map(\.entry.seq) == [3, 4])
        #expect(
            try copy.entries(after: 0, meter: "water").map(\.entry.content) == [
                sample(6, kind: "refusal", meter: "water")
            ])
    }

    @Test("an altered entry is a problem, and is told apart")
    func altered() async throws {
        try await make()
        try alter(path, "UPDATE entry SET payload = x'7b7d' WHERE seq = 2")
        let copy = try JournalCopy(of: path)
        #expect(try copy.check().damagedEntries == 1)
        #expect(try copy.check().problems.count == 1)
        #expect(try copy.entries(after: 0).filter { !$0.isIntact }.map(\.entry.seq) == [2])
    }

    @Test("a damaged file is told of, and salvaged into another without being touched")
    func salvages() async throws {
        try await make()
        try overwrite(path, at: 0, with: [0])
        let before = [readFile(path), readFile(path + "-wal")]
        let copy = try JournalCopy(of: path)
        #expect(copy.damage != nil)
        #expect(try copy.check().problems.count == 2)
        let saved = try copy.salvage(to: folder.file("new.db"), device: "gw")
        #expect(saved.entries == 6 && saved.sinks == 2 && saved.lost == 0)
        #expect([readFile(path), readFile(path + "-wal")] == before)
        #expect(throws: JournalError.self) { try copy.salvage(to: folder.file("new.db"), device: "gw") }
        let journal = try Journal.open(path: folder.file("new.db"), device: "gw")
        try await journal.register(sinks: ["mqtt"])
        #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [4, 5, 6])
    }

    @Test("what is no journal is refused")
    func refuses() throws {
        folder.write(Array("nothing of the kind".utf8), to: "text")
        #expect(throws: JournalError.notAJournal(path: folder.file("text"), reason: "it is no database")) {
            try JournalCopy(of: folder.file("text"))
        }
        #expect(throws: JournalError.self) { try JournalCopy(of: folder.path) }
        #expect(throws: JournalError.self) { try JournalCopy(of: folder.file("missing")) }
    }
}
