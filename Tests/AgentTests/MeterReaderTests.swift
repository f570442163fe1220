// One meter read frame by frame: history, first readings, and frames that show something else.

import Capture
import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct MeterReaderTests {
    private let meter = SimulatedMeter(face: .electricity, seed: 4, start: Index(units: 71_234, decimals: 1))

    private func reader(
        startingAt start: RegisterCard.Start?, first: RegisterCard.First = .confirm
    ) throws -> MeterReader {
        var card = meter.card(named: "m", reference: "", start: start)
        card.registers[0].first = first
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        return MeterReader(face: try MeterFace(card: card, reference: reference, name: "m"))
    }

    private func read(_ reader: inout MeterReader, ticks: Double, minute: Int64) -> Reading {
        let jpeg = meter.shot(ticks: ticks).jpeg
        return reader.read(jpeg, at: Timestamp(milliseconds: minute * 60_000), time: .given)[0]
    }

    /// Ticks of the meter are units of its last place.
    private var first: Double { meter.ticks(at: 0) }

    @Test(arguments: [(RegisterCard.First.confirm, Quality.rejectedWithProbability), (.publish, .suspicious)])
    func theFirstReadingIsWhatTheCardSaysAndTheNextThatAgreesIsAccepted(
        policy: RegisterCard.First, quality: Quality
    ) throws {
        var reader = try reader(startingAt: nil, first: policy)
        let one = read(&reader, ticks: first, minute: 0)
        #expect(one.quality == quality && one.reasons == [.noAnchor])
        #expect(reader.registers[0].history.last == nil)
        let two = read(&reader, ticks: first + 1, minute: 60)
        #expect(two.quality == .accepted)
        #expect(reader.registers[0].history.last?.index == two.index)
    }

    @Test func aFirstReadingThatTheNextContradictsIsForgotten() throws {
        var reader = try reader(startingAt: nil)
        _ = read(&reader, ticks: first + 50_000, minute: 0)
        let two = read(&reader, ticks: first, minute: 1)
        #expect(two.index == nil, "\(two)")
        #expect(read(&reader, ticks: first, minute: 2).quality == .accepted)
    }

    @Test(arguments: [1, 100, -1, -100])
    func aPoisonedStartHealsAndTheCorrectionNamesIt(units: Int64) throws {
        var poison = meter.index(ofTicks: first)
        poison.units += units * 10
        var reader = try reader(startingAt: RegisterCard.Start(index: poison, at: Timestamp(milliseconds: 0)))
        let readings = (1...5).map { read(&reader, ticks: first + Double($0), minute: 20 * $0) }
        let healed = try #require(readings.firstIndex { $0.index != nil })
        // A start that is a little too low is simply left behind.
        guard units > 0 else { return }
        #expect(healed < 5)
        #expect(readings[healed].quality == .suspicious && readings[healed].reasons.contains(.corrected))
        #expect(readings[healed].withdraws == [RegisterCard.Start(index: poison, at: Timestamp(milliseconds: 0))])
        for (i, reading) in readings.enumerated().dropFirst(healed) {
            #expect(reading.index == meter.index(ofTicks: first + Double(i + 1)), "\(reading)")
        }
    }

    @Test(arguments: [1, 10, 100])
    func aPoisonedHistoryThatWasProvenNeverMakesAWrongIndexAndHeals(units: Int64) throws {
        var reader = try reader(
            startingAt: RegisterCard.Start(index: meter.index(ofTicks: first), at: Timestamp(milliseconds: 0)))
        for minute in 1...4 as ClosedRange<Int64> {
            #expect(read(&reader, ticks: first + Double(minute), minute: 20 * minute).quality == .accepted)
        }
        // What a misread dial would have left behind.
        var poison = meter.index(ofTicks: first + 4)
        poison.units += units * 10
        let at = Timestamp(milliseconds: 81 * 60_000)
        reader.resume(register: "main", from: [RegisterCard.Start(index: poison, at: at)])
        let readings = (5...9).map { read(&reader, ticks: first + Double($0), minute: 20 * $0) }
        for (number, reading) in readings.enumerated() {
            let truth = meter.index(ofTicks: first + Double(number + 5))
            #expect(reading.index == nil || reading.index == truth, "\(reading)")
        }
        let healed = try #require(readings.first { $0.index != nil })
        #expect(healed.withdraws == [RegisterCard.Start(index: poison, at: at)])
    }

    @Test func anotherMetersIndexNeverOverrulesThisOnesHistory() throws {
        var reader = try reader(
            startingAt: RegisterCard.Start(index: meter.index(ofTicks: first), at: Timestamp(milliseconds: 0)))
        #expect(read(&reader, ticks: first + 1, minute: 20).quality == .accepted)
        let own = reader.registers[0].history
        // The same model with another serial number, read again and again: each reading follows the one before.
        let other = SimulatedMeter(face: .electricity, seed: 5, start: Index(units: 40_321, decimals: 1))
        for number in 1...6 as ClosedRange<Int64> {
            let jpeg = other.shot(ticks: other.ticks(at: 0) + Double(number)).jpeg
            let at = Timestamp(milliseconds: (20 + 20 * number) * 60_000)
            let reading = reader.read(jpeg, at: at, time: .given)[0]
            #expect(reading.index == nil && reading.reasons.first == .notThisMeter, "\(reading)")
            #expect(reader.registers[0].history == own)
        }
        #expect(read(&reader, ticks: first + 8, minute: 160).quality == .accepted)
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
        reader.resume(register: "main", from: [new])
        #expect(reader.registers[0].history.last == new)
        reader.resume(register: "main", from: [old])
        #expect(reader.registers[0].history.last == new)
    }

    @Test func oneGoodFrameOfSeveralIsEnough() throws {
        var reader = try reader(
            startingAt: RegisterCard.Start(index: meter.index(ofTicks: first), at: Timestamp(milliseconds: 0)))
        let good = meter.shot(ticks: first + 1).jpeg
        let at = Timestamp(milliseconds: 1_200_000)
        let cut = Array(good.prefix(good.count / 2))
        let reading = reader.read([.jpeg(good), .jpeg(cut)], at: at, time: .given)[0]
        #expect(reading.index == meter.index(ofTicks: first + 1) && reading.reasons == [], "\(reading)")
        let none = reader.read([.jpeg([1, 2, 3]), .jpeg(cut)], at: at, time: .given)[0]
        #expect(none.index == nil && none.reasons == [.truncatedJPEG], "\(none)")
        #expect(reader.read([Picture](), at: at, time: .given)[0].reasons == [.noPicture])
    }

    @Test func aFrameThatIsNoneIsRefused() throws {
        var reader = try reader(startingAt: nil)
        let reading = reader.read([1, 2, 3], at: Timestamp(milliseconds: 0), time: .given)[0]
        #expect(reading.quality == .rejectedWithCertainty && reading.reasons == [.notJPEG] && reading.dials.isEmpty)
    }

    @Test func aMeterInTheMirrorIsNotRead() throws {
        // Its display's frame is the same in the mirror, and most of what is compared.
        let meter = SimulatedMeter(face: .heat, seed: 513, start: Index(units: 123_456, decimals: 0))
        let jpeg = meter.referenceFrame(at: 0)
        let reference = try JPEGDecoder.gray(jpeg).image
        var mirrored = reference
        for y in 0..<reference.height {
            for x in 0..<reference.width { mirrored[x, y] = reference[reference.width - 1 - x, y] }
        }
        let card = meter.card(named: "m", reference: "", start: nil)
        let face = try MeterFace(card: card, reference: reference, name: "m")
        let found = face.registrar.locate(in: mirrored, near: .identity)
        #expect(!found.acceptable && found.score >= RegistrationLimits.score, "\(found)")
        var reader = MeterReader(face: face)
        let seen = reader.read(JPEGEncoder.gray(mirrored, quality: 90), at: Timestamp(milliseconds: 0), time: .given)[0]
        #expect(seen.quality == .rejectedWithCertainty && seen.dials.isEmpty, "\(seen.reasons)")
    }
}
