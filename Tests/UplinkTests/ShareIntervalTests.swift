// Which reading is the first of its interval, by the clock on the wall, and by nothing that could change between two starts.

import Journal
import Metering
import TestSupport
import Testing

@testable import Uplink

@Suite struct ShareIntervalTests {
    private let folder = TemporaryFolder(inMemory: true)

    /// The times of those that are the first, for readings at `times` in UTC, in a journal of their own.
    private func firsts(_ step: UsageStep, _ times: [String], kind: String = "reading") async throws -> [String] {
        let journal = try Journal.open(path: folder.file("\(step).db"), device: "gw")
        try await journal.append(times.map { shared(kind, "a", at: Timestamp($0)!.milliseconds) })
        let interval = ShareInterval(step: step, zone: shareZone, journal: journal)
        var firsts: [String] = []
        for (entry, _) in try await journal.entries(after: 0, limit: .max) where try await interval.isFirst(entry) {
            firsts.append(Timestamp(milliseconds: entry.wallMilliseconds).text)
        }
        try await journal.close()
        return firsts
    }

    @Test("days begin at midnight of the zone, also on those of 23 and 25 hours", arguments: ["reading", "withheld"])
    func days(kind: String) async throws {
        let times = [
            "2026-03-28T22:59:00Z", "2026-03-28T23:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T21:59:59Z",
            "2026-03-29T22:00:00Z", "2026-10-24T21:59:00Z", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z",
            "2026-10-25T23:00:00Z",
        ]
        #expect(try await firsts(.day, times, kind: kind) == [0, 1, 4, 5, 6, 8].map { times[$0] })
    }

    @Test("the hour that comes twice is two")
    func hours() async throws {
        let times = [
            "2026-10-25T00:10:00Z", "2026-10-25T00:50:00Z", "2026-10-25T01:10:00Z", "2026-10-25T01:20:00Z",
            "2026-10-25T02:00:00Z",
        ]
        #expect(try await firsts(.hour, times) == [0, 2, 4].map { times[$0] })
    }

    @Test("months and quarters of an hour are those of the clock")
    func others() async throws {
        let times = [
            "2026-06-29T10:14:59Z", "2026-06-30T21:59:59Z", "2026-06-30T22:00:00Z", "2026-06-30T22:14:59Z",
            "2026-06-30T22:15:00Z", "2026-07-31T22:00:00Z",
        ]
        #expect(try await firsts(.month, times) == [0, 2, 5].map { times[$0] })
        #expect(try await firsts(.quarter, times) == [0, 1, 2, 4, 5].map { times[$0] })
    }

    @Test("a clock that is put back across a border makes no second first")
    func putBack() async throws {
        let times = ["2026-06-01T21:59:50Z", "2026-06-01T22:00:10Z", "2026-06-01T21:59:55Z", "2026-06-01T22:00:15Z"]
        #expect(try await firsts(.day, times) == [times[0], times[1]])
    }

    @Test("each register, and what was withheld, has a first of its own")
    func apart() async throws {
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.append([
            shared("reading", "a", at: 1), shared("reading", "a", "t1", at: 2), shared("withheld", "a", at: 3),
            shared("reading", "b", at: 4), shared("reading", "a", at: 5),
        ])
        let interval = ShareInterval(step: .day, zone: shareZone, journal: journal)
        var firsts: [Int64] = []
        for (entry, _) in try await journal.entries(after: 0, limit: .max) where try await interval.isFirst(entry) {
            firsts.append(entry.seq)
        }
        #expect(firsts == [1, 2, 3, 4])
    }

    @Test("times that are put right later change nothing of what was the first")
    func restamped() async throws {
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        let day: Int64 = 86_400_000
        func at(_ wall: Int64, _ uptime: Int64, _ clock: ClockState) -> NewEntry {
            var entry = shared("reading", "a", at: wall)
            entry.time = EntryTime(bootID: "boot", monotonicMilliseconds: uptime, wallMilliseconds: wall, clock: clock)
            return entry
        }
        // Noted as the day of the last reading before the start; it is really nine days later.
        try await journal.append([
            at(day, 0, .synchronised), at(day + 1_000, 1_000, .floor), at(10 * day + 2_000, 2_000, .synchronised),
        ])
        let interval = ShareInterval(step: .day, zone: .fixed(), journal: journal)
        func firsts() async throws -> [Int64] {
            var firsts: [Int64] = []
            for (entry, _) in try await journal.entries(after: 0, limit: .max) where try await interval.isFirst(entry) {
                firsts.append(entry.seq)
            }
            return firsts
        }
        #expect(try await firsts() == [1, 3])
        #expect(
            try await journal.learn(BootTime(bootID: "boot", wallAtStart: 10 * day, knownSince: 2_000)) > 0)
        #expect(try await firsts() == [1, 3])
    }
}
