// What the journal tells of a register's past: usage from what stands, and every reading with what became of it.

import Capture
import Journal
import Metering
import Recognition
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct ReadingHistoryTests {
    private let folder = TemporaryFolder()

    private func at(_ minute: Int64) -> Timestamp { Timestamp(milliseconds: 1_700_000_400_000 + minute * 60_000) }

    private func reading(_ minute: Int64, _ units: Int64?, _ reasons: [Reason] = []) -> Reading {
        Reading(
            meter: "gas", register: "main", index: units.map { Index(units: $0, decimals: 3) }, unit: "m³",
            capturedAt: at(minute), timeQuality: .synchronised, confidence: 1,
            quality: units == nil ? .rejectedWithProbability : reasons.isEmpty ? .accepted : .suspicious,
            reasons: reasons, dials: [])
    }

    private func entry(_ reading: Reading, _ clock: ClockState = .synchronised) -> NewEntry {
        NewEntry(
            kind: reading.kind, meter: reading.series,
            time: EntryTime(
                bootID: "boot", monotonicMilliseconds: 0, wallMilliseconds: reading.capturedAt.milliseconds,
                clock: clock), json: reading.payload)
    }

    /// A journal with entries, and the history of its register, which counts to 100,000.
    private func history(_ entries: [NewEntry]) async throws -> ReadingHistory {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        for entry in entries { try await journal.append(entry) }
        let dials = (0..<5).map { place in
            DialCard(
                mechanism: DialMechanism(kind: .wheel, place: 4 - place),
                area: Quad(x: 0, y: 0, width: 9, height: 9))
        }
        let card = RegisterCard(name: "main", dials: dials, decimals: 3, hourlyMax: nil, start: nil)
        return ReadingHistory(meter: "gas", register: card, journal: journal)
    }

    private func told(_ history: ReadingHistory, hours: Int64) async throws -> [String] {
        try await history.usage((0...hours).map { at($0 * 60) }).map { "\($0.usage?.text ?? "-") \($0.state.rawValue)" }
    }

    @Test func usageIsTakenFromWhatStandsAtTheBorders() async throws {
        let history = try await history((0...240).map { entry(reading($0, 1_000 + $0 * $0)) })
        #expect(try await told(history, hours: 4) == ["3.600 whole", "10.800 whole", "18.000 whole", "25.200 whole"])
        #expect(try await history.counts(Reading.publishedKind, [at(0), at(60), at(61)]) == [60, 1])
    }

    @Test func ofTheTimeThatIsNotOverYetItTellsWhatWasUsedSoFar() async throws {
        let history = try await history((0...95).map { entry(reading($0, 1_000 + $0)) })
        let usage = try await history.usage((0...4).map { at($0 * 60) }, now: at(95))
        #expect(usage.map { $0.usage?.text } == ["0.060", "0.035", nil, nil])
        #expect(usage.map(\.state) == [.whole, .incomplete, .unknown, .unknown])
        #expect(usage.map(\.from) == (0..<4).map { at($0 * 60) } && usage.map(\.to) == (1...4).map { at($0 * 60) })
        #expect(try await history.usage([at(0), at(60)], now: at(95)).map(\.state) == [.whole])
        #expect(try await history.usage([at(120), at(180)], now: at(95)).map(\.state) == [.unknown])
    }

    @Test func whatWasWithdrawnLaterCountsForNothing() async throws {
        var correction = reading(63, 1_063, [.corrected])
        correction.withdraws = [
            .init(index: Index(units: 9_060, decimals: 3), at: at(60)),
            .init(index: Index(units: 9_061, decimals: 3), at: at(61)),
        ]
        var readings = (0...120).map { reading($0, 1_000 + $0) }
        readings[60] = reading(60, 9_060)
        readings[61] = reading(61, 9_061)
        readings[62] = reading(62, nil, [.contradictsHistory])
        readings[63] = correction
        let history = try await history(readings.map { entry($0) })
        #expect(try await told(history, hours: 2) == ["0.059 whole", "0.061 whole"])
        let found = try await history.readings(from: at(59), to: at(64), after: 0, limit: 10)
        #expect(found.map(\.isWithdrawn) == [false, true, true, false, false])
        #expect(found.map { $0.reading.index?.units } == [1_059, 9_060, 9_061, nil, 1_063])
        #expect(try await history.reading(61)?.isWithdrawn == true)
        #expect(try await history.reading(59)?.isWithdrawn == false)
    }

    @Test func aCorrectionThatComesAfterManyReadingsIsFound() async throws {
        var correction = reading(400, 1_400, [.corrected])
        correction.withdraws = (150..<400 as Range<Int64>).map {
            .init(index: Index(units: 9_000, decimals: 3), at: at($0))
        }
        let readings = (0..<400 as Range<Int64>).map { reading($0, $0 < 150 ? 1_000 + $0 : 9_000) } + [correction]
        let history = try await history(readings.map { entry($0) })
        #expect(try await told(history, hours: 3) == ["0.060 whole", "0.060 whole", "- unknown"])
        #expect(try await history.readings(from: at(150), to: at(151), after: 0, limit: 9).map(\.isWithdrawn) == [true])
    }

    @Test func anExchangedMeterBeginsAnew() async throws {
        let readings = (0...120).map { (minute: Int64) in
            var reading = reading(minute, minute < 90 ? 90_000 + minute : minute - 90)
            reading.exchanges = minute < 90 ? 0 : 1
            return reading
        }
        #expect(try await told(history(readings.map { entry($0) }), hours: 2) == ["0.060 whole", "- broken"])
    }

    @Test func anIndexThatWasSetBeginsAnew() async throws {
        var entries = (0...120).map { entry(reading($0, 1_000 + $0)) }
        var set = entries[90]
        set.kind = RemoteRecord.indexKind
        set.payload = Array("{\"index\":\"7\",\"shown_at\":\"2023-11-14T00:00:00Z\",\"exchanges\":0}".utf8)
        entries.insert(set, at: 90)
        #expect(try await told(history(entries), hours: 2) == ["0.060 whole", "- broken"])
    }

    @Test func whatNothingConfirmedAndWhatHasNoTimeCountsForNothing() async throws {
        func noted(_ minute: Int64, _ units: Int64, _ quality: TimeQuality, _ clock: ClockState) -> NewEntry {
            var reading = reading(minute, units)
            reading.timeQuality = quality
            return entry(reading, clock)
        }
        let entries = [
            entry(reading(0, 9_000, [.noAnchor])), entry(reading(3, 1_003)), entry(reading(60, 1_060)),
            noted(119, 9_000, .floor, .floor), noted(121, 1_121, .unsynchronised, .unsynchronised),
        ]
        #expect(try await told(history(entries), hours: 2) == ["0.057 whole", "0.061 incomplete"])
    }

    @Test func aRegisterThatGoesOverItsHighestIndexHasUsedWhatItHas() async throws {
        let readings = [reading(0, 99_999_990), reading(60, 5)]
        #expect(try await told(history(readings.map { entry($0) }), hours: 1) == ["0.015 whole"])
    }

    @Test func readingsComeAPageAtATimeWithheldOnesAmongThem() async throws {
        let readings = (0..<100).map { reading($0, $0 % 10 == 3 ? nil : 1_000 + $0, $0 % 10 == 3 ? [.glare] : []) }
        let history = try await history(readings.map { entry($0) })
        var (after, seqs, held): (Int64, [Int64], Int) = (0, [], 0)
        while true {
            let page = try await history.readings(from: at(5), to: at(95), after: after, limit: 7)
            seqs += page.map(\.reading.seq)
            held += page.count { $0.reading.index == nil && $0.reading.reasons == [.glare] }
            guard let last = page.last else { break }
            after = last.reading.seq
        }
        #expect(seqs == Array(6...95) && held == 9)
        #expect(try await history.readings(from: at(95), to: at(5), after: 0, limit: 7).isEmpty)
        #expect(try await history.readings(from: at(0), to: at(5), after: .max, limit: 7).isEmpty)
        #expect(try await history.reading(4)?.reading.index == nil)
        #expect(try await history.reading(101) == nil)
    }

    @Test func ofAYearByTheMonthLittleIsReadAndAllOfItIsRight() async throws {
        // Forty days of quarter hours, a thousandth each.
        let history = try await history((0..<3_840).map { entry(reading($0 * 15, $0)) })
        let days = (0...40).map { at($0 * 1_440) }
        let usage = try await history.usage(days)
        #expect(usage.prefix(39).allSatisfy { $0.usage?.text == "0.096" && $0.state == .whole })
        #expect(try await history.usage([at(0), at(30 * 1_440)]).map { $0.usage?.text } == ["2.880"])
    }
}
