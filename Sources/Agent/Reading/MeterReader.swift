// Reads one meter frame by frame: decode, register, positions, index, verdict. It remembers each register's history, against
// which the next index is held, and where the meter lay in the last frame.

import Capture
import Metering
import Recognition

/// A meter being read.
struct MeterReader: Sendable {
    let face: MeterFace
    private(set) var registers: [RegisterReader]
    /// Where the meter lay in the last frame in which it was found.
    private(set) var placement = Placement.identity
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
            if standsAlone { (card.start, card.first) = (nil, .publish) }
            return RegisterReader(card: card, mechanism: mechanism)
        }
        if !standsAlone, let shown = face.shown {
            for (r, range) in ranges.enumerated() { registers[r].learn(reference: Array(shown[range])) }
        }
    }

    /// Takes up readings that were accepted before this process began, oldest first.
    mutating func resume(register name: String, from known: [RegisterHistory.Known]) {
        guard let r = registers.firstIndex(where: { $0.card.name == name }) else { return }
        registers[r].resume(from: known)
    }

    /// One reading per register. `after` is told when a stage has ended; a stage may come twice.
    mutating func read(
        _ jpeg: [UInt8], at instant: Timestamp, time: TimeQuality, after: (ReadingStage) -> Void = { _ in }
    ) -> [Reading] {
        if watch?.isRepeat(jpeg) ?? false { return refused(.frozen, at: instant, time: time) }
        do throws(CaptureError) {
            let look = try face.look(at: jpeg, near: placement, after: after)
            if let refusal = look.refusal { return refused(refusal, at: instant, time: time) }
            placement = look.registration.placement
            let positions = face.positions(look)
            after(.dials)
            var readings = decode(positions, of: look, at: instant, time: time)
            after(.index)
            // An index that cannot follow may be another meter's.
            if readings.contains(where: { $0.reasons.contains(.contradictsHistory) }), face.isOther(jpeg, look) {
                for r in readings.indices { readings[r].reasons.insert(.notThisMeter, at: 0) }
            }
            return readings
        } catch {
            return refused(Reason(error), at: instant, time: time)
        }
    }

    /// The readings of a frame that never arrived or cannot be used.
    func refused(_ reason: Reason, at instant: Timestamp, time: TimeQuality) -> [Reading] {
        face.card.registers.map {
            reading($0, Verdict(refused: reason), confidence: 0, dials: [], at: instant, time: time)
        }
    }

    private mutating func decode(
        _ positions: [Position], of look: MeterLook, at instant: Timestamp, time: TimeQuality
    ) -> [Reading] {
        var readings: [Reading] = []
        for (r, range) in ranges.enumerated() {
            let own = Array(positions[range])
            let outcome = registers[r].read(own, causes: look.causes(range, own), at: instant)
            var reading = reading(
                registers[r].card, outcome.verdict, confidence: outcome.decision.confidence,
                dials: own.map(Reading.Dial.init), at: instant, time: time)
            reading.withdraws = outcome.withdrawn
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
