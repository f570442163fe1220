// Measures frames one after another, with what MeterReader remembers between them: the last accepted index of each register
// and where the meter lay. So every stage does what it does in the product: the second search over the whole frame when the
// part did not do, and the decode that is held against history.

import Capture
import Journal
import Metering
import Recognition

/// One pass over the frames of a benchmark.
struct BenchPass {
    private let face: MeterFace
    private let journal: Journal
    private var last: [RegisterCard.Start?]
    private var placement = Placement.identity
    private let clock = ContinuousClock()

    /// What was measured.
    private(set) var times = BenchTimes()
    /// Why frames were not measured, each with how often.
    private(set) var refused: [Reason: Int] = [:]

    init(face: MeterFace, journal: Journal) {
        self.face = face
        self.journal = journal
        last = face.card.registers.map(\.start)
    }

    /// Measures all stages on `frame`, or none if it is refused.
    mutating func measure(_ frame: BenchFrame) async throws(JournalError) {
        var decode = Duration.zero
        var register = Duration.zero
        var dials = Duration.zero
        var index = Duration.zero
        var fullColour = Duration.zero
        let readings: [Reading]
        do throws(CaptureError) {
            var picture = try clocked(&decode) { () throws(CaptureError) in try face.decode(frame.jpeg) }
            var found = clocked(&register) { face.locate(picture, near: placement) }
            if !found.acceptable, face.isPart(picture) {
                picture = try clocked(&decode) { () throws(CaptureError) in try JPEGDecoder.gray(frame.jpeg) }
                found = clocked(&register) { face.locate(picture, near: placement) }
            }
            guard found.acceptable else {
                refused[.moved, default: 0] += 1
                return
            }
            placement = found.placement
            let positions = clocked(&dials) { face.positions(picture, found.placement) }
            let before = clock.now
            readings = decide(positions, at: frame.at)
            index = clock.now - before
            _ = try clocked(&fullColour) { () throws(CaptureError) in try JPEGDecoder.fullColour(frame.jpeg) }
        } catch {
            refused[Reason(error), default: 0] += 1
            return
        }
        let before = clock.now
        for reading in readings {
            let time = AgentClock.system.entryTime(wall: frame.at)
            let payload = Array(reading.payload.utf8)
            _ = try await journal.append(
                NewEntry(kind: reading.kind, meter: reading.series, time: time, payload: payload))
        }
        times.add(clock.now - before, to: .journal)
        times.add(decode, to: .decode)
        times.add(register, to: .register)
        times.add(dials, to: .dials)
        times.add(index, to: .index)
        times.add(decode + register + dials + index, to: .path)
        times.add(fullColour, to: .fullColour)
    }

    /// The index of every register, held against its last accepted one.
    private mutating func decide(_ positions: [Position], at instant: Timestamp) -> [Reading] {
        var readings: [Reading] = []
        var offset = 0
        for (r, register) in face.card.registers.enumerated() {
            let own = Array(positions[offset..<offset + register.dials.count])
            offset += register.dials.count
            let anchor = last[r].map { register.anchor(last: $0, now: instant) }
            let decision = IndexDecoder(mechanism: face.mechanisms[r]).decode(own, anchor: anchor)
            let verdict = Verdict(decision)
            if let index = verdict.index { last[r] = RegisterCard.Start(index: index, at: instant) }
            readings.append(
                Reading(
                    meter: face.card.meter, register: register.name, index: verdict.index, unit: face.card.unit,
                    capturedAt: instant, timeQuality: .given, confidence: decision.confidence,
                    quality: verdict.quality, reasons: verdict.reasons, dials: own.map(Reading.Dial.init)))
        }
        return readings
    }

    private func clocked<Result, Failure: Error>(
        _ total: inout Duration, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = clock.now
        let result = try body()
        total += clock.now - before
        return result
    }
}
