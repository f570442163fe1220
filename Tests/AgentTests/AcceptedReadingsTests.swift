// What counts as history after a restart, and what does not.

import Capture
import Journal
import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct AcceptedReadingsTests {
    private let folder = TemporaryFolder()

    private func reading(_ units: Int64, minute: Int64, quality: Quality = .accepted) -> Reading {
        Reading(
            meter: "gas", register: "main", index: quality.isPublished ? Index(units: units, decimals: 1) : nil,
            unit: "m³",
            capturedAt: Timestamp(milliseconds: minute * 60_000), timeQuality: .given, confidence: 1, quality: quality,
            reasons: [], dials: [])
    }

    private func known(_ units: Int64, minute: Int64) -> RegisterHistory.Known {
        RegisterHistory.Known(
            index: Index(units: units, decimals: 1), at: Timestamp(milliseconds: minute * 60_000))
    }

    /// What is taken up of these readings by a meter that was exchanged so often.
    private func resumed(_ readings: [Reading], exchanges: Int = 0) async throws -> [RegisterHistory.Known] {
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        for reading in readings {
            try await journal.append(
                NewEntry(
                    kind: reading.kind, meter: reading.series,
                    time: AgentClock.system.given(reading.capturedAt), payload: Array(reading.payload.utf8)))
        }
        var card = RegisterCard(name: "main", dials: [], decimals: 1, hourlyMax: nil, start: nil)
        card.exchanges = exchanges
        let known = try await AcceptedReadings.load(meter: "gas", register: card, from: journal)
        try await journal.close()
        return known
    }

    @Test func publishedReadingsAreHistoryOldestFirst() async throws {
        let readings = [
            reading(10, minute: 1), reading(0, minute: 2, quality: .rejectedWithProbability), reading(12, minute: 3),
        ]
        #expect(try await resumed(readings) == [known(10, minute: 1), known(12, minute: 3)])
    }

    @Test func withdrawnReadingsAreNone() async throws {
        var correction = reading(12, minute: 4)
        correction.reasons = [.corrected]
        correction.withdraws = [known(500, minute: 2), known(501, minute: 3)]
        let readings = [reading(10, minute: 1), reading(500, minute: 2), reading(501, minute: 3), correction]
        #expect(try await resumed(readings) == [known(10, minute: 1), known(12, minute: 4)])
    }

    @Test func whatNothingConfirmedIsNone() async throws {
        var first = reading(10, minute: 1, quality: .suspicious)
        first.reasons = [.noAnchor]
        #expect(try await resumed([first, reading(11, minute: 2)]) == [known(11, minute: 2)])
    }

    @Test func aMeterThatWasExchangedHasNoHistoryOfItsPredecessor() async throws {
        var successor = reading(0, minute: 3)
        successor.exchanges = 1
        let readings = [reading(99_000, minute: 1), successor]
        #expect(try await resumed(readings, exchanges: 1) == [known(0, minute: 3)])
    }

    @Test func theSlotOfAReadingIsFoundAgain() throws {
        var reading = reading(10, minute: 1)
        func entry() -> Entry {
            let time = AgentClock.system.given(reading.capturedAt)
            let content = NewEntry(kind: "reading", meter: "gas", time: time, payload: Array(reading.payload.utf8))
            return Entry(seq: 1, content: content)
        }
        #expect(AcceptedReadings.slot(of: entry()) == nil)
        for slot in [Slot.wall(Timestamp(milliseconds: 900_000)), .uptime(5000)] {
            reading.slot = slot.text
            #expect(AcceptedReadings.slot(of: entry()) == slot)
        }
    }
}
