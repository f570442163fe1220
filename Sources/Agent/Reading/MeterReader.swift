// Reads one meter frame by frame: decode, register, positions, index, verdict. It remembers per register the last
// accepted index, against which the next one is held, and where the meter lay in the last frame.

import Capture
import Metering
import Recognition

/// A meter being read.
struct MeterReader: Sendable {
    let face: MeterFace
    /// The last accepted index of each register; at first what the card says.
    private(set) var last: [RegisterCard.Start?]
    /// Where nothing is accepted yet: what the last frame showed. It becomes the last accepted index only when another
    /// frame agrees, since one frame alone cannot be sure of itself.
    private var candidates: [RegisterCard.Start?]
    /// Where the meter lay in the last frame that was accepted; nil before there was one.
    private var placement: Placement?

    /// A reader that begins with the index on the card, or with no history at all.
    init(face: MeterFace, usingStart: Bool = true) {
        self.face = face
        last = face.card.registers.map { usingStart ? $0.start : nil }
        candidates = last.map { _ in nil }
    }

    /// Takes up an index that was accepted before this process began, unless a later one is known.
    mutating func resume(register name: String, from start: RegisterCard.Start) {
        guard let r = face.card.registers.firstIndex(where: { $0.name == name }) else { return }
        if let known = last[r], known.at > start.at { return }
        last[r] = start
    }

    /// One reading per register. `after` is told when a stage has ended; a stage may come twice.
    mutating func read(
        _ jpeg: [UInt8], at instant: Timestamp, time: TimeQuality, after: (ReadingStage) -> Void = { _ in }
    ) -> [Reading] {
        do throws(CaptureError) {
            var picture = try face.decode(jpeg, near: placement)
            after(.decode)
            let near = placement ?? face.start(frameWidth: picture.frameWidth, frameHeight: picture.frameHeight)
            var found = face.locate(picture, near: near)
            after(.register)
            if face.isPart(picture), !found.acceptable || !face.holdsDials(picture, found.placement) {
                picture = try JPEGDecoder.gray(jpeg)
                after(.decode)
                found = face.locate(picture, near: near)
                after(.register)
            }
            guard found.acceptable else { return refused(.moved, at: instant, time: time) }
            placement = found.placement
            let positions = face.positions(picture, found.placement)
            after(.dials)
            let readings = decode(positions, at: instant, time: time)
            after(.index)
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

    private mutating func decode(_ positions: [Position], at instant: Timestamp, time: TimeQuality) -> [Reading] {
        var readings: [Reading] = []
        var offset = 0
        for (r, register) in face.card.registers.enumerated() {
            let own = Array(positions[offset..<offset + register.dials.count])
            offset += register.dials.count
            let (decision, verdict) = decide(r, own, at: instant)
            readings.append(
                reading(
                    register, verdict, confidence: decision.confidence, dials: own.map(Reading.Dial.init), at: instant,
                    time: time))
        }
        return readings
    }

    /// The verdict on one register, and what it means for the frames to come.
    private mutating func decide(_ r: Int, _ positions: [Position], at instant: Timestamp) -> (Decision, Verdict) {
        let decoder = IndexDecoder(mechanism: face.mechanisms[r])
        if let known = last[r] ?? candidates[r] {
            let anchor = face.card.registers[r].anchor(last: known, now: instant)
            let decision = decoder.decode(positions, anchor: anchor)
            let verdict = Verdict(decision)
            if let index = verdict.index {
                last[r] = RegisterCard.Start(index: index, at: instant)
                return (decision, verdict)
            }
            if last[r] != nil { return (decision, verdict) }
        }
        let decision = decoder.decode(positions)
        let verdict = Verdict(decision)
        candidates[r] = verdict.index.map { RegisterCard.Start(index: $0, at: instant) }
        return (decision, verdict)
    }

    private func reading(
        _ register: RegisterCard, _ verdict: Verdict, confidence: Float, dials: [Reading.Dial], at instant: Timestamp,
        time: TimeQuality
    ) -> Reading {
        Reading(
            meter: face.card.meter, register: register.name, index: verdict.index, unit: face.card.unit,
            capturedAt: instant, timeQuality: time, confidence: confidence, quality: verdict.quality,
            reasons: verdict.reasons, dials: dials)
    }
}
