import Testing

@testable import Journal

@Suite struct JournalErrorTests {
    private static let all: [(JournalError, mustEnd: Bool)] = [
        (.unwritable(path: "/p", reason: "r"), true), (.inUse(path: "/p"), true),
        (.notAJournal(path: "/p", reason: "r"), true), (.newerSchema(path: "/p", found: 2, supported: 1), true),
        (.otherDevice(path: "/p", device: "a", configured: "b"), true),
        (.setting(path: "/p", name: "n", wanted: "w", found: "f"), true), (.corrupt(path: "/p", reason: "r"), true),
        (.inputOutput(path: "/p", operation: "o", reason: "r"), true), (.closed(path: "/p"), true),
        (.full(path: "/p"), false), (.damagedEntry(path: "/p", seq: 3), false),
        (.badField(path: "/p", field: "kind", bytes: 0, limit: 9), false), (.unknownSink(path: "/p", sink: "s"), false),
        (.neverAppended(path: "/p", sink: "s", seq: 4, last: 3), false),
    ]

    @Test("every message names the file")
    func path() {
        for (error, _) in Self.all { #expect(error.description.hasPrefix("journal /p: ")) }
    }

    @Test("the process goes on only where nothing is lost or in doubt")
    func ends() {
        for (error, mustEnd) in Self.all { #expect(error.mustEndProcess == mustEnd, "\(error)") }
    }
}
