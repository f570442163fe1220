// What is remembered of readings that the journal has let go of.

import Journal
import Metering
import Recognition
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct PastReadingsTests {
    private let folder = TemporaryFolder()
    private static let day: Int64 = 86_400_000
    private static let first: Int64 = 20_000

    private func time(_ day: Int64, _ minute: Int64 = 0) -> Timestamp {
        Timestamp(milliseconds: (Self.first + day) * Self.day + minute * 60_000)
    }

    private func reading(
        _ at: Timestamp, _ units: Int64, exchanges: Int = 0, withdraws: [RegisterCard.Start] = []
    ) -> NewEntry {
        TestReading.entry(units, of: "cellar", at: at, exchanges: exchanges, withdraws: withdraws)
    }

    /// A journal with few places and one sink that settles everything, so that it soon lets go of what is old.
    private func journal(keeping entries: Int64) async throws -> Journal {
        var limits = Journal.Limits()
        limits.settledEntries = entries
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw", limits: limits)
        try await journal.register(sinks: ["out"])
        return journal
    }

    private func live(_ journal: Journal, days: Range<Int64>, step: Int64 = 10, exchanged: Int64 = .max) async throws {
        for day in days {
            let entries = stride(from: 0, to: 1_440, by: Int(step)).map { minute in
                reading(
                    time(day, Int64(minute)), day * 1_440 + Int64(minute), exchanges: day < exchanged ? 0 : 1)
            }
            let numbers = try await journal.append(entries)
            try await journal.settle("out", through: numbers.last ?? 0)
        }
    }

    @Test func aDayIsTheSameAfterItWasNoted() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            var day = PastDay(.random(in: -10...30_000, using: &random))
            var (seq, at, units) = (Int64(0), day.day * Self.day, Int64(0))
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                seq += .random(in: 1...1_000_000, using: &random)
                at = day.day * Self.day + .random(in: 0..<Self.day, using: &random)
                units += .random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
                day.add(
                    .init(
                        seq: seq, at: Timestamp(milliseconds: at), index: Index(units: units, decimals: 4),
                        beginsRun: .random(using: &random)), spacing: .min)
            }
            #expect(PastDay(day.bytes) == day)
            let odd = PastDay([1, 3] + (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) })
            #expect(odd?.thinned(to: 1_000).points.count ?? 0 <= 20)
            #expect(PastDay(Array(day.bytes.dropLast())) != day)
        }
    }

    @Test func whatTheJournalHasLetGoIsRememberedInTheSameRun() async throws {
        let journal = try await journal(keeping: 300)
        let history = ReadingHistory(meter: "cellar", register: TestReading.register, journal: journal)
        for day in Int64(0)..<10 {
            try await live(journal, days: day..<day + 1, exchanged: 4)
            var past = try await PastReadings.load(history, now: time(day + 1))
            try await past.update(now: time(day + 1, 5))
        }
        var kept: [UsagePoint] = []
        _ = try await PublishedReadings.all(history) { kept.append($0) }
        #expect(kept.count < 500)
        let past = try await PastReadings.load(history, now: time(10))
        let old = past.points(before: kept[0])
        let all = old + kept
        #expect(all.map(\.index.units) == stride(from: 0, to: 14_400, by: 10).map { Int64($0) })
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.seq < $1.seq && $0.at < $1.at })
        #expect(Set(all.map(\.run)).count == 2 && zip(all, all.dropFirst()).count { $0.run != $1.run } == 1)
        #expect(all.first { $0.run == kept[0].run }?.at == time(4))
        #expect(past.points(before: nil).count == 1_440)
    }

    @Test func aReadingThatWasWithdrawnIsForgotten() async throws {
        let journal = try await journal(keeping: 10_000)
        let history = ReadingHistory(meter: "cellar", register: TestReading.register, journal: journal)
        try await live(journal, days: 0..<1)
        let wrong = RegisterCard.Start(index: Index(units: 99_999, decimals: 3), at: time(0, 1_439))
        try await journal.append(reading(wrong.at, wrong.index.units))
        var past = try await PastReadings.load(history, now: time(1))
        try await past.update(now: time(1))
        #expect(past.days.map(\.points.count) == [145])
        try await journal.append(reading(time(1, 1), 1_440, withdraws: [wrong]))
        try await past.update(now: time(1, 2))
        #expect(past.days.map(\.points.count) == [144])
        #expect(try await PastReadings.load(history, now: time(1)).days == past.days)
    }

    @Test func theOlderADayTheFewerOfItsReadingsAreKept() async throws {
        let journal = try await journal(keeping: 100_000)
        let history = ReadingHistory(meter: "cellar", register: TestReading.register, journal: journal)
        try await live(journal, days: 0..<2, step: 1)
        var past = try await PastReadings.load(history, now: time(2))
        try await past.update(now: time(2))
        #expect(past.days.map(\.points.count) == [288, 288])
        for (age, count) in [(40, 96), (300, 24)] as [(Int64, Int)] {
            try await past.update(now: time(age))
            #expect(past.days.map(\.points.count) == [count, count])
            #expect(try await PastReadings.load(history, now: time(age)).days == past.days)
        }
        #expect(try await PastReadings.load(history, now: time(402)).days.isEmpty)
    }
}
