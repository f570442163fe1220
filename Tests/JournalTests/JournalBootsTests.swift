// Boots whose clock was set later: entries come out with the time put right, the noted one beside it, and never change again.

import TestSupport
import Testing

@testable import Journal

@Suite struct JournalBootsTests {
    private let folder = TemporaryFolder()
    private let start: Int64 = 1_790_000_000_000

    private func entry(_ boot: String, at monotonic: Int64, wall: Int64, _ clock: ClockState) -> NewEntry {
        NewEntry(
            kind: "reading", meter: "m",
            time: EntryTime(bootID: boot, monotonicMilliseconds: monotonic, wallMilliseconds: wall, clock: clock),
            payload: [0x7B, 0x7D])
    }

    private func open() throws -> Journal {
        try Journal.open(path: folder.path + "/journal.db", device: "gw")
    }

    @Test func whatWasNotedBeforeTheClockWasSetComesOutWithItsTrueTime() async throws {
        let journal = try open()
        try await journal.register(sinks: ["s"])
        try await journal.append([
            entry("a", at: 1_000, wall: 5, .floor), entry("b", at: 1_000, wall: 7, .unsynchronised),
            entry("b", at: 2_000, wall: 8, .given), entry("b", at: 9_000, wall: start + 9_000, .synchronised),
        ])
        let boot = BootTime(bootID: "b", wallAtStart: start, knownSince: 5_000)
        #expect(try await journal.learn(boot) == 1)
        let entries = try await journal.pending(for: "s", limit: 10)
        #expect(entries.map(\.restamped) == [nil, start + 1_000, nil, nil])
        #expect(entries.map(\.wallMilliseconds) == [5, start + 1_000, 8, start + 9_000])
        #expect(entries.map(\.time.wallMilliseconds) == [5, 7, 8, start + 9_000])
        #expect(try await journal.lastEntries(kind: "reading", meter: "m", limit: 9) == entries)
    }

    @Test func whatIsKnownOfABootSurvivesARestartAndIsNeverChanged() async throws {
        var journal = try open()
        try await journal.append(entry("a", at: 1_000, wall: 5, .floor))
        let boot = BootTime(bootID: "a", wallAtStart: start, knownSince: 5_000)
        try await journal.learn(boot)
        try await journal.close()
        journal = try open()
        #expect(try await journal.bootTime(of: "a") == boot)
        #expect(try await journal.learn(BootTime(bootID: "a", wallAtStart: 3, knownSince: 9_000)) == 0)
        #expect(try await journal.bootTime(of: "a") == boot)
        #expect(
            try await journal.lastEntries(kind: "reading", meter: "m", limit: 1).map(\.restamped) == [start + 1_000])
    }

    @Test func aClockThatRunsOnUnsynchronisedAfterItWasSetIsLeftAlone() async throws {
        let journal = try open()
        try await journal.append(entry("a", at: 6_000, wall: start + 6_003, .unsynchronised))
        #expect(try await journal.learn(BootTime(bootID: "a", wallAtStart: start, knownSince: 5_000)) == 0)
        let entries = try await journal.lastEntries(kind: "reading", meter: "m", limit: 1)
        #expect(entries.map(\.restamped) == [nil])
    }

    @Test func onlyASetClockSaysWhatTimeHasCertainlyPassed() async throws {
        let journal = try open()
        #expect(try await journal.latestCertainTime() == nil)
        try await journal.append(entry("a", at: 1, wall: start, .synchronised))
        try await journal.append(entry("b", at: 2, wall: start + 50_000_000, .unsynchronised))
        try await journal.append(entry("b", at: 2, wall: start + 90_000_000, .given))
        #expect(try await journal.latestCertainTime()?.wallMilliseconds == start)
        try await journal.append(entry("c", at: 3_000, wall: start + 3_000, .floor))
        #expect(try await journal.latestCertainTime()?.bootID == "c")
        try await journal.learn(BootTime(bootID: "c", wallAtStart: start + 7_000_000, knownSince: 4_000))
        #expect(try await journal.latestCertainTime()?.wallMilliseconds == start + 7_004_000)
    }

    @Test func aFloorThatWasTooLateIsPutRightTooAndHoldsNoLonger() async throws {
        let journal = try open()
        try await journal.append(entry("a", at: 3_000, wall: start + 90_000_000, .floor))
        #expect(try await journal.latestCertainTime()?.wallMilliseconds == start + 90_000_000)
        try await journal.learn(BootTime(bootID: "a", wallAtStart: start, knownSince: 4_000))
        #expect(try await journal.latestCertainTime()?.wallMilliseconds == start + 4_000)
    }

    @Test func theLatestBootsAreRemembered() async throws {
        var limits = Journal.Limits()
        limits.boots = 2
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw", limits: limits)
        for id in ["a", "b", "c"] {
            try await journal.learn(BootTime(bootID: id, wallAtStart: start, knownSince: 1))
        }
        #expect(try await journal.bootTime(of: "a") == nil)
        #expect(try await journal.bootTime(of: "c") != nil)
        await #expect(throws: JournalError.self) {
            try await journal.learn(BootTime(bootID: "with space", wallAtStart: 1, knownSince: 1))
        }
    }
}
