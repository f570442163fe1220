import TestSupport
import Testing

@testable import Journal

@Suite struct JournalNotesTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("journal.db") }

    @Test("the newest note under a name is there after a restart")
    func keeps() async throws {
        let journal = try Journal.open(path: path, device: "gw")
        #expect(try await journal.note("gas") == nil)
        try await journal.keep(note: "gas", [1, 2])
        try await journal.keep(note: "water", [])
        try await journal.keep(note: "gas", [3])
        try await journal.close()
        let again = try Journal.open(path: path, device: "gw")
        #expect(try await again.note("gas") == [3])
        #expect(try await again.note("water") == [])
    }

    @Test("a damaged note is none")
    func damaged() async throws {
        let journal = try Journal.open(path: path, device: "gw")
        try await journal.keep(note: "gas", [1, 2])
        try await journal.execute("UPDATE note SET value = x'0103'")
        #expect(try await journal.note("gas") == nil)
    }

    @Test("a note that is too large or has no name is refused")
    func bounds() async throws {
        let journal = try Journal.open(path: path, device: "gw")
        let large = [UInt8](repeating: 0, count: Journal.Limits().payloadBytes + 1)
        await #expect(throws: JournalError.self) { try await journal.keep(note: "gas", large) }
        await #expect(throws: JournalError.self) { try await journal.keep(note: "", [1]) }
        #expect(try await journal.note("gas") == nil)
    }
}
