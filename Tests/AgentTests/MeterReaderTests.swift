// One meter read frame by frame: history, first readings, and frames that show something else.

import Capture
import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct MeterReaderTests {
    private let meter = SimulatedMeter(face: .electricity, seed: 4, start: Index(units: 71_234, decimals: 1))

    private func reader(startingAt start: RegisterCard.Start?) throws -> MeterReader {
        let card = meter.card(named: "m", reference: "", start: start)
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        return MeterReader(face: try MeterFace(card: card, reference: reference, name: "m"))
    }

    private func read(_ reader: inout MeterReader, ticks: Double, minute: Int64) -> Reading {
        let jpeg = meter.shot(ticks: ticks).jpeg
        return reader.read(jpeg, at: Timestamp(milliseconds: minute * 60_000), time: .given)[0]
    }

    /// Ticks of the meter are units of its last place.
    private var first: Double { meter.ticks(at: 0) }

    @Test func theFirstReadingIsSuspiciousAndTheNextThatAgreesIsAccepted() throws {
        var reader = try reader(startingAt: nil)
        let one = read(&reader, ticks: first, minute: 0)
        #expect(one.quality == .suspicious && one.reasons == [.noAnchor])
        #expect(reader.last[0] == nil)
        let two = read(&reader, ticks: first + 1, minute: 60)
        #expect(two.quality == .accepted)
        #expect(reader.last[0]?.index == two.index)
    }

    @Test func aFirstReadingThatTheNextContradictsIsForgotten() throws {
        var reader = try reader(startingAt: nil)
        _ = read(&reader, ticks: first + 50_000, minute: 0)
        let two = read(&reader, ticks: first, minute: 1)
        #expect(two.quality == .suspicious, "\(two)")
        #expect(read(&reader, ticks: first, minute: 2).quality == .accepted)
    }

    @Test func whatCannotHaveHappenedIsWithheld() throws {
        let start = RegisterCard.Start(index: meter.index(ofTicks: first), at: Timestamp(milliseconds: 0))
        var reader = try reader(startingAt: start)
        #expect(read(&reader, ticks: first + 1, minute: 30).quality == .accepted)
        let jump = read(&reader, ticks: first + 50_000, minute: 31)
        #expect(jump.index == nil && jump.reasons.contains(.contradictsHistory), "\(jump)")
        let fall = read(&reader, ticks: first - 500, minute: 32)
        #expect(fall.index == nil && fall.quality == .rejectedWithProbability, "\(fall)")
        #expect(read(&reader, ticks: first + 2, minute: 33).quality == .accepted)
    }

    @Test func anAcceptedIndexFromBeforeIsTakenUpUnlessTheCardIsNewer() throws {
        let old = RegisterCard.Start(index: Index(units: 10, decimals: 1), at: Timestamp(milliseconds: 1000))
        let new = RegisterCard.Start(index: Index(units: 20, decimals: 1), at: Timestamp(milliseconds: 2000))
        var reader = try reader(startingAt: old)
        reader.resume(register: "main", from: new)
        #expect(reader.last[0] == new)
        reader.resume(register: "main", from: old)
        #expect(reader.last[0] == new)
    }

    @Test func aFrameThatIsNoneIsRefused() throws {
        var reader = try reader(startingAt: nil)
        let reading = reader.read([1, 2, 3], at: Timestamp(milliseconds: 0), time: .given)[0]
        #expect(reading.quality == .rejectedWithCertainty && reading.reasons == [.notJPEG] && reading.dials.isEmpty)
    }
}
