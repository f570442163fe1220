// A register that an outage leaves open between two indices: later frames settle it, unless they show nothing new.

import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct DoubtTests {
    /// Four wheels over two needles. The tens wheel rolls early and stands a third of a position too far, which a reference
    /// frame in which it rests does not show: 429.8 cubic metres or 439.8?
    private struct Meter {
        private let starts = [9, 9, 6.5, 9, 0, 0]
        private let zeros = [0, 0.1, 0.35, 0.1, 0, 0]

        /// What the dials show at so many hundredths.
        func positions(_ units: Double) -> [Position] {
            var shown: [Position] = []
            var (driver, unit) = (0.0, 1.0)
            for dial in starts.indices.reversed() {
                let turns = units / unit
                let digit = turns.rounded(.down)
                let isWheel = dial < 4
                let advance = isWheel ? max(0, (driver - starts[dial]) / (10 - starts[dial])) : turns - digit
                driver = digit.truncatingRemainder(dividingBy: 10) + advance
                shown.insert(Position(around: Float(driver + zeros[dial]), spread: 0.1), at: 0)
                unit *= 10
            }
            return shown
        }
    }

    private let meter = Meter()
    private let outage: Int64 = 72 * 3_600_000

    private func reader() throws -> RegisterReader {
        let dials = (0..<6).map { dial in
            DialCard(
                mechanism: DialMechanism(kind: dial < 4 ? .wheel : .needle, place: 3 - dial),
                area: Quad(x: Float(20 * dial), y: 0, width: 18, height: 30))
        }
        let start = RegisterCard.Start(index: Index(units: 423_000, decimals: 2), at: Timestamp(milliseconds: 0))
        let card = RegisterCard(name: "main", dials: dials, decimals: 2, hourlyMax: 4, start: start)
        var reader = RegisterReader(card: card, mechanism: try card.mechanism())
        reader.learn(reference: meter.positions(423_000))
        return reader
    }

    /// The published indices of 25 frames after the outage, in hundredths; nil where they were withheld.
    private func read(step: Double, every milliseconds: Int64 = 600_000) throws -> [(truth: Double, read: Int64?)] {
        var reader = try reader()
        return (0..<25).map { number in
            let truth = 429_800 + Double(number) * step
            let instant = Timestamp(milliseconds: outage + Int64(number) * milliseconds)
            return (truth, reader.read([meter.positions(truth)], at: instant).verdict.index?.units)
        }
    }

    @Test func wheelsThatTurnTellWhichStoryIsTrue() throws {
        // The wheel above comes round only after 28 frames, and would tell by then.
        let readings = try read(step: 7)
        #expect(readings.prefix(3).allSatisfy { $0.read == nil }, "one picture does not show it")
        #expect(readings.suffix(15).allSatisfy { $0.read != nil }, "\(readings)")
        for (truth, read) in readings {
            guard let read else { continue }
            #expect(abs(Double(read) - truth) < 2, "\(readings)")
        }
    }

    @Test func framesThatLookAlikeTellNothing() throws {
        #expect(try read(step: 0).allSatisfy { $0.read == nil })
    }

    @Test func storiesThatCanHaveRunIntoEachOtherAreNotFollowed() throws {
        // In ten hours 40 cubic metres can flow: more than lies between the stories.
        #expect(try read(step: 7, every: 36_000_000).allSatisfy { $0.read == nil })
    }

    @Test func aLearnedMechanismStaysLearnedOnceSettled() throws {
        var reader = try reader()
        let before = reader.habits
        for number in 0..<25 {
            let instant = Timestamp(milliseconds: outage + Int64(number) * 600_000)
            _ = reader.read([meter.positions(429_800 + 7 * Double(number))], at: instant)
        }
        #expect(reader.habits != before)
        let later = reader.read([meter.positions(429_980)], at: Timestamp(milliseconds: outage + 25 * 600_000))
        #expect(later.verdict.quality == .accepted)
    }
}
