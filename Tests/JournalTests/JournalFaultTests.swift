// What the journal does when the world around it is not as it should be.

import TestSupport
import Testing

@testable import Journal

@Suite struct JournalFaultTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("journal.db") }

    private func open() throws(JournalError) -> Journal { try Journal.open(path: path, device: "gw") }

    @Test("a second opener is refused while the first is open, and let in afterwards")
    func exclusive() async throws {
        let journal = try open()
        #expect(throws: JournalError.inUse(path: path)) { _ = try open() }
        try await journal.append(sample(1))
        #expect(throws: JournalError.inUse(path: path)) { try alter(path, "DELETE FROM entry") }
        try await journal.close()
        _ = try open()
    }

    @Test("the log's index is never shared through a file")
    func noSharedMemory() async throws {
        let journal = try open()
        try await journal.append(sample(1))
        #expect(readFile(path + "-wal") != nil)
        #expect(readFile(path + "-shm") == nil)
    }

    @Test("a place that cannot be written is an error with the path")
    func unwritable() {
        folder.write([], to: "file")
        let inside = folder.file("file/journal.db")
        do {
            _ = try Journal.open(path: inside, device: "gw")
            Issue.record("opened")
        } catch {
            #expect(error == .unwritable(path: inside, reason: "create: Not a directory"))
            #expect(error.mustEndProcess)
        }
    }

    @Test("a folder in the file's place is an error with the path")
    func folderInPlace() {
        do {
            _ = try Journal.open(path: folder.path, device: "gw")
            Issue.record("opened")
        } catch {
            guard case .unwritable(folder.path, _) = error else { return #expect(error == .closed(path: "")) }
        }
    }

    @Test("an altered payload is noticed; what is before it is still delivered")
    func altered() async throws {
        var journal = try open()
        try await journal.register(sinks: ["mqtt"])
        for number in 1...3 { try await journal.append(sample(number)) }
        try await journal.close()
        try alter(path, "UPDATE entry SET payload = CAST('{\"n\":9}' AS BLOB) WHERE seq = 2")
        journal = try open()
        #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [1])
        try await journal.settle("mqtt", through: 1)
        await #expect(throws: JournalError.damagedEntry(path: path, seq: 2)) {
            try await journal.pending(for: "mqtt", limit: 9)
        }
        try await journal.append(sample(4))
    }

    @Test(
        "an alteration of any column is noticed",
        arguments: [
            "kind = 'event'", "boot_id = 'x'", "monotonic_ms = monotonic_ms + 1", "wall_ms = 0",
            "clock_state = 'floor'",
            "clock_state = 'nonsense'", "payload = x'7b7d'", "crc = crc + 1",
        ])
    func alteredColumn(change: String) async throws {
        var journal = try open()
        try await journal.register(sinks: ["mqtt"])
        try await journal.append(sample(1))
        try await journal.close()
        try alter(path, "UPDATE entry SET \(change)")
        journal = try open()
        await #expect(throws: JournalError.damagedEntry(path: path, seq: 1)) {
            try await journal.pending(for: "mqtt", limit: 1)
        }
    }

    @Test("a last entry that was altered is not taken for an anchor")
    func alteredLast() async throws {
        var journal = try open()
        try await journal.append(sample(1))
        try await journal.close()
        try alter(path, "UPDATE entry SET payload = x'7b7d'")
        journal = try open()
        #expect(try await journal.lastEntries(kind: "reading", meter: "gas", limit: 1).isEmpty)
    }

    @Test("a full disk refuses an entry without losing the others, and the journal goes on when there is room")
    func full() async throws {
        let journal = try open()
        try await journal.register(sinks: ["mqtt"])
        try await journal.append(sample(1))
        try await journal.execute("PRAGMA max_page_count = 1")
        let large = largeSample(60_000)
        await #expect(throws: JournalError.full(path: path)) { try await journal.append(large) }
        try await journal.execute("PRAGMA max_page_count = 1000000")
        #expect(try await journal.append(sample(3)) == 2)
        #expect(try await journal.pending(for: "mqtt", limit: 9).map(\.seq) == [1, 2])
    }

    @Test("after a failure that puts the file in doubt nothing more is promised")
    func poisoned() async throws {
        let journal = try open()
        try await journal.append(sample(1))
        // A duplicate key stands for any result the journal does not expect.
        await #expect(throws: JournalError.self) {
            try await journal.execute("INSERT INTO meta VALUES('journal_id', 'x')")
        }
        await #expect(throws: JournalError.self) { try await journal.append(sample(2)) }
        await #expect(throws: JournalError.self) { try await journal.close() }
    }

    @Test("a closed journal says so")
    func closed() async throws {
        let journal = try open()
        try await journal.close()
        try await journal.close()
        await #expect(throws: JournalError.closed(path: path)) { try await journal.append(sample(1)) }
    }

    @Test("fields that are empty or too long are refused")
    func fields() async throws {
        let journal = try open()
        let long = String(repeating: "m", count: 256)
        await #expect(throws: JournalError.badField(path: path, field: "kind", bytes: 0, limit: 255)) {
            try await journal.append(sample(1, kind: ""))
        }
        await #expect(throws: JournalError.badField(path: path, field: "meter", bytes: 256, limit: 255)) {
            try await journal.append(sample(1, meter: long))
        }
        await #expect(throws: JournalError.badField(path: path, field: "sink", bytes: 256, limit: 255)) {
            try await journal.register(sinks: [long])
        }
        let large = largeSample(65_537)
        await #expect(throws: JournalError.badField(path: path, field: "payload", bytes: 65_537, limit: 65_536)) {
            try await journal.append(large)
        }
        #expect(throws: JournalError.badField(path: path, field: "device", bytes: 0, limit: 255)) {
            _ = try Journal.open(path: path, device: "")
        }
    }
}
