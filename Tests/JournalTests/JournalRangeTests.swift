// Entries by their time: found by halving, whatever lies between them.

import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalRangeTests {
    private let folder = TemporaryFolder()
    private static let start: Int64 = 1_700_000_000_000

    private func entry(_ minute: Int64, kind: String = "reading", meter: String = "gas") -> NewEntry {
        NewEntry(
            kind: kind, meter: meter,
            time: EntryTime(
                bootID: "boot", monotonicMilliseconds: minute * 60_000,
                wallMilliseconds: Self.start + minute * 60_000, clock: .synchronised), payload: Array("{}".utf8))
    }

    /// A minute's reading of two meters each, some withheld, and a few commands.
    private func journal() async throws -> Journal {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        for minute in 0..<300 as Range<Int64> {
            var entries = [entry(minute), entry(minute, meter: "water")]
            if minute % 7 == 0 { entries.append(entry(minute, kind: "withheld")) }
            if minute % 50 == 0 { entries.append(entry(minute, kind: "command")) }
            if minute % 60 == 0 { entries.append(entry(minute, kind: "index-set", meter: "water")) }
            try await journal.append(entries)
        }
        return journal
    }

    private func minutes(_ entries: [Entry]) -> [Int64] { entries.map { ($0.wallMilliseconds - Self.start) / 60_000 } }

    @Test func theFirstOfATimeIsFoundAndThoseFromThereOn() async throws {
        let journal = try await journal()
        let times = [-5, 0, 100, 250, 251, 400].map { Self.start + $0 * 60_000 - 1 }
        for (kind, expected) in [("reading", [0, 0, 100, 250, 251]), ("withheld", [0, 0, 105, 252, 252])] {
            let numbers = try await journal.numbers(kind: kind, meter: "gas", notBefore: times)
            for (number, minute) in zip(numbers, expected) {
                let first = try await journal.entries(kind: kind, meter: "gas", in: number..<Int64.max, limit: 1)
                #expect(minutes(first) == [Int64(minute)], "\(kind) \(minute)")
            }
            #expect(numbers.count == 6 && numbers[5] == numbers.max())
            #expect(try await journal.count(kind: kind, meter: "gas", in: numbers[5]..<Int64.max) == 0)
        }
        #expect(try await journal.numbers(kind: "reading", meter: "none", notBefore: [0, 5]).count == 2)
        #expect(try await journal.numbers(kind: "reading", meter: "gas", notBefore: []) == [])
        try await journal.close()
    }

    @Test func countsAndEndsOfARangeAreThoseOfItsKindAndMeter() async throws {
        let journal = try await journal()
        let times = [100, 200].map { Self.start + $0 * 60_000 }
        let numbers = try await journal.numbers(kind: "reading", meter: "water", notBefore: times)
        let range = numbers[0]..<numbers[1]
        #expect(try await journal.count(kind: "reading", meter: "water", in: range) == 100)
        #expect(try await journal.count(kind: "withheld", meter: "gas", in: range) == 14)
        let first = try await journal.entries(kind: "reading", meter: "water", in: range, limit: 3)
        let last = try await journal.entries(kind: "reading", meter: "water", in: range, limit: 3, isLast: true)
        #expect(minutes(first) == [100, 101, 102] && minutes(last) == [197, 198, 199])
        try await journal.close()
    }

    @Test func someKindsAreListedFromTheNewestWhateverTheyAreAbout() async throws {
        let journal = try await journal()
        let all = try await journal.entries(kinds: ["command", "index-set"], before: .max, limit: 100)
        #expect(minutes(all) == [250, 240, 200, 180, 150, 120, 100, 60, 50, 0, 0])
        let page = try await journal.entries(kinds: ["command", "index-set"], before: all[3].seq, limit: 2)
        #expect(minutes(page) == [150, 120])
        try await journal.close()
    }

    @Test func anEntryIsFoundByItsNumberUnlessItIsDamaged() async throws {
        let journal = try await journal()
        #expect(try await journal.entry(5)?.seq == 5)
        for number in [0, -1, 100_000, .max, .min] as [Int64] { #expect(try await journal.entry(number) == nil) }
        try await journal.execute("UPDATE entry SET payload = x'00' WHERE seq IN (5, 6)")
        #expect(try await journal.entry(5) == nil)
        let kept = try await journal.entries(kind: "reading", meter: "gas", in: 1..<Int64.max, limit: 3)
        #expect(kept.map(\.seq) == [1, 8])
        try await journal.close()
    }

    @Test func timesThatWerePutRightAreTheOnesLookedFor() async throws {
        let journal = try Journal.open(path: folder.path + "/boots.db", device: "gw")
        for minute in 0..<20 as Range<Int64> {
            var new = entry(minute)
            new.time.clock = .floor
            new.time.wallMilliseconds = minute * 60_000
            try await journal.append(new)
        }
        try await journal.learn(BootTime(bootID: "boot", wallAtStart: Self.start, knownSince: 20 * 60_000))
        let numbers = try await journal.numbers(kind: "reading", meter: "gas", notBefore: [Self.start + 600_000])
        #expect(numbers == [11])
        try await journal.close()
    }
}
