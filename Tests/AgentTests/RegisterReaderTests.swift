// What a register makes of frames that may be another meter's.

import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct RegisterReaderTests {
    private let start = RegisterCard.Start(index: Index(units: 12_345, decimals: 1), at: Timestamp(milliseconds: 0))

    /// Five digits of a display, of which the first cannot be read.
    private let shown =
        [Position.unreadable] + [2, 3, 4, 7].map { Position(around: $0, spread: 0.1) }

    private func reader() throws -> RegisterReader {
        let dials = (0..<5).map { dial in
            DialCard(
                mechanism: DialMechanism(kind: .segment, place: 3 - dial),
                area: Quad(x: Float(20 * dial), y: 0, width: 18, height: 30))
        }
        let card = RegisterCard(name: "main", dials: dials, decimals: 1, hourlyMax: 10, start: start)
        return RegisterReader(card: card, mechanism: try card.mechanism())
    }

    @Test func aDialThatShowsNothingIsMadeUpForByHistoryUnlessThePrintIsAnothers() throws {
        let later = Timestamp(milliseconds: 3_600_000)
        var own = try reader()
        let reading = own.read([shown], at: later)
        #expect(reading.verdict.index?.text == "1234.7" && reading.verdict.quality == .suspicious, "\(reading.verdict)")

        var other = try reader()
        let before = other.history
        let refused = other.read([shown], at: later) { true }
        #expect(refused.verdict.index == nil && refused.verdict.reasons.first == .notThisMeter, "\(refused.verdict)")
        #expect(other.history == before)
    }

    @Test func whatIsPlainIsNotAskedAbout() throws {
        var reader = try reader()
        let plain = [1, 2, 3, 4, 7].map { Position(around: $0, spread: 0.1) }
        var isAsked = false
        let reading = reader.read([plain], at: Timestamp(milliseconds: 3_600_000)) {
            isAsked = true
            return true
        }
        #expect(reading.verdict.quality == .accepted && !isAsked, "\(reading.verdict)")
    }

    @Test func aReferenceFrameMustShowTheIndexThatTheCardBeginsWith() throws {
        let reader = try reader()
        func index(_ shown: [Float]) -> Index? {
            reader.decision(reference: shown.map { Position(around: $0, spread: 0.1) })?.index
        }
        #expect(index([1, 2, 3, 4, 5]) == start.index)
        #expect(index([1, 2, 7, 4, 5]) == nil)
        #expect(index([1, 2, 3, 4, 8]) == nil)
        #expect(reader.decision(reference: shown) == nil)
    }

    @Test func withoutHistoryNothingBeginsWithTheCard() throws {
        let known = try reader()
        let alone = RegisterReader(card: known.card, mechanism: known.mechanism, withoutHistory: true)
        #expect(known.history.last == start && alone.history.last == nil)
        #expect(alone.decision(reference: [1, 2, 3, 4, 5].map { Position(around: $0, spread: 0.1) }) != nil)
    }
}
