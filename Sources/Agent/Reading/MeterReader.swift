// Reads one meter frame by frame: decode, register, positions, index, verdict. It remembers each register's history, against
// which the next index is held, and where the meter lay in the last frame.

import Capture
import Metering
import Recognition

/// A meter being read.
struct MeterReader: Sendable {
    let face: MeterFace
    private(set) var registers: [RegisterReader]
    /// Where the meter lay in the last frame in which it was found; nil before there was one.
    private(set) var placement: Placement?
    /// How well it fitted when all places were searched last.
    private var searchedScore: Float?
    /// Present where every frame must be a new picture.
    private var watch: FrozenWatch?

    /// A reader that begins with the index on the card; or, for a picture that stands alone, one without any history, which
    /// publishes what it sees as suspicious. A live camera cannot give the same bytes twice, so there `refusingRepeats` is true;
    /// files may be read as often as one likes.
    init(face: MeterFace, standsAlone: Bool = false, refusingRepeats: Bool = false) {
        self.face = face
        watch = refusingRepeats ? FrozenWatch() : nil
        registers = zip(face.card.registers, face.mechanisms).map { card, mechanism in
            var card = card
            if standsAlone { card.first = .publish }
            return RegisterReader(card: card, mechanism: mechanism, withoutHistory: standsAlone)
        }
        if let shown = face.shown {
            for (r, range) in ranges.enumerated() { registers[r].learn(reference: Array(shown[range])) }
        }
    }

    /// Takes up readings that were accepted before this process began, oldest first.
    mutating func resume(register name: String, from known: [RegisterHistory.Known]) {
        guard let r = registers.firstIndex(where: { $0.card.name == name }) else { return }
        registers[r].resume(from: known)
    }

    /// Takes up what earlier readings have taught about a register's mechanism.
    mutating func resume(register name: String, _ habits: MechanismHabits) {
        guard let r = registers.firstIndex(where: { $0.card.name == name }) else { return }
        registers[r].resume(habits)
    }

    /// One reading per register of one frame.
    mutating func read(
        _ jpeg: [UInt8], at instant: Timestamp, time: TimeQuality, after: (ReadingStage) -> Void = { _ in }
    ) -> [Reading] {
        read([.jpeg(jpeg)], at: instant, time: time, after: after)
    }

    /// One reading per register of several frames of the same moment: what one of them does not show, another may. `after` is told
    /// when a stage has ended; a stage may come twice.
    mutating func read(
        _ pictures: [Picture], at instant: Timestamp, time: TimeQuality, after: (ReadingStage) -> Void = { _ in }
    ) -> [Reading] {
        var sights: [Sight] = []
        var refusal = Reason.noPicture
        for picture in pictures {
            do throws(Refusal) {
                sights.append(try see(picture, after))
            } catch {
                refusal = error.reason
            }
        }
        guard !sights.isEmpty else { return refused(refusal, at: instant, time: time) }
        let readings = decode(sights, at: instant, time: time)
        after(.index)
        return readings
    }

    /// A frame that can be read.
    private struct Sight {
        var picture: Picture
        var look: MeterLook
        var positions: [Position]
    }

    /// Why a frame cannot be read.
    private struct Refusal: Error {
        var reason: Reason
    }

    private mutating func see(_ picture: Picture, _ after: (ReadingStage) -> Void) throws(Refusal) -> Sight {
        if watch?.isRepeat(picture) ?? false { throw Refusal(reason: .frozen) }
        let look: MeterLook
        do {
            look = try face.look(at: picture, near: placement, searched: searchedScore, after: after)
        } catch {
            throw Refusal(reason: Reason(error))
        }
        if let reason = look.refusal { throw Refusal(reason: reason) }
        placement = look.registration.placement
        if look.registration.searched { searchedScore = look.registration.score }
        let positions = face.positions(look)
        after(.dials)
        return Sight(picture: picture, look: look, positions: positions)
    }

    /// The readings of a frame that never arrived or cannot be used.
    func refused(_ reason: Reason, at instant: Timestamp, time: TimeQuality) -> [Reading] {
        face.card.registers.map {
            reading($0, Verdict(refused: reason), confidence: 0, dials: [], at: instant, time: time)
        }
    }

    private mutating func decode(_ sights: [Sight], at instant: Timestamp, time: TimeQuality) -> [Reading] {
        var readings: [Reading] = []
        // Looking for other print takes the whole frame, so it is done once and only where it matters.
        var isOther: Bool?
        for (r, range) in ranges.enumerated() {
            let frames = sights.map { Array($0.positions[range]) }
            let outcome = registers[r].read(frames, causes: causes(range, sights), at: instant) {
                let known = isOther ?? sights.contains { face.isOther($0.picture, $0.look) }
                isOther = known
                return known
            }
            var reading = reading(
                registers[r].card, outcome.verdict, confidence: outcome.decision.confidence,
                dials: frames[frames.count - 1].map(Reading.Dial.init), at: instant, time: time)
            reading.withdraws = outcome.withdrawn
            reading.explanation = Explanation(outcome.decision)
            readings.append(reading)
        }
        return readings
    }

    /// Each register's dials among all of the meter.
    private var ranges: [Range<Int>] {
        var end = 0
        return registers.map { register in
            let first = end
            end += register.card.dials.count
            return first..<end
        }
    }

    /// Why dials could be read in none of the frames.
    private func causes(_ range: Range<Int>, _ sights: [Sight]) -> [Reason] {
        range.compactMap { dial in
            let causes = sights.map { $0.look.cause(dial, $0.positions[dial]) }
            return causes.contains(nil) ? nil : causes.last ?? nil
        }
    }

    private func reading(
        _ register: RegisterCard, _ verdict: Verdict, confidence: Float, dials: [Reading.Dial], at instant: Timestamp,
        time: TimeQuality
    ) -> Reading {
        var reading = Reading(
            meter: face.card.meter, register: register.name, index: verdict.index, unit: face.card.unit,
            capturedAt: instant, timeQuality: time, confidence: confidence, quality: verdict.quality,
            reasons: verdict.reasons, dials: dials)
        reading.exchanges = register.exchanges
        return reading
    }
}
