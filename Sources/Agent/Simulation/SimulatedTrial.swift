// A simulated meter with its face, to try single frames on: what the path finds in one, and what is published of it.

import Capture
import Metering
import Recognition

/// A simulated meter that single frames are tried on.
package struct SimulatedTrial: Sendable {
    /// What the path found in a frame before any index was decoded.
    package struct Found: Sendable {
        /// Where the meter lies.
        package var registration: Registration
        /// What the gate said.
        package var inspection: QualityInspection
        /// What every dial shows.
        package var positions: [Position]
    }

    /// The meter.
    package let meter: SimulatedMeter
    let face: MeterFace

    /// A meter of this kind that shows about `units` of its last place; its reference frame is a clean picture.
    package init(_ kind: SimulatedFace, seed: UInt64, units: Int64) throws {
        let decimals = SimulatedMeter(face: kind, seed: seed, start: Index(units: 0, decimals: 0)).decimals
        meter = SimulatedMeter(
            face: kind, seed: seed, start: Index(units: units, decimals: decimals), startFraction: 0.3)
        let start = RegisterCard.Start(index: meter.index(at: 0), at: Timestamp(milliseconds: 0))
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        face = try MeterFace(
            card: meter.card(named: "trial", reference: "", start: start), reference: reference, name: "trial")
    }

    /// The most units of the last place that can have flowed since the reader knew the index for sure, up to 50.
    package var mostTicks: Double {
        var most = meter.maximumPerHour
        for _ in 0..<meter.decimals { most *= 10 }
        return min(50, most)
    }

    /// What the path finds in a frame; nil if it cannot be decoded.
    package func find(_ jpeg: [UInt8]) -> Found? {
        guard let look = try? face.look(at: .jpeg(jpeg), near: .identity) else { return nil }
        var every = look
        every.inspection.dials = look.inspection.dials.map { _ in .good }
        return Found(
            registration: look.registration, inspection: look.inspection, positions: face.positions(every))
    }

    /// The shortest time of `rounds` that the gate, and registration with it, took over `jpeg`, in seconds.
    package func times(_ jpeg: [UInt8], rounds: Int) -> (gate: Double, registration: Double, decode: Double)? {
        var least = (gate: Double.infinity, registration: Double.infinity, decode: Double.infinity)
        let clock = ContinuousClock()
        for _ in 0..<rounds {
            let start = clock.now
            guard let picture = try? face.decode(.jpeg(jpeg), near: .identity) else { return nil }
            let decoded = clock.now
            let found = face.locate(picture, near: .identity)
            let located = clock.now
            _ = face.gate.inspect(picture.image, origin: picture.origin, registration: found)
            least.gate = min(least.gate, (clock.now - located) / .seconds(1))
            least.registration = min(least.registration, (located - decoded) / .seconds(1))
            least.decode = min(least.decode, (decoded - start) / .seconds(1))
        }
        return least
    }

    /// The readings that a reader makes of frames that come one after the other, a minute apart, an hour after it knew the index
    /// for sure.
    package func readings(_ frames: [[UInt8]]) -> [Reading] {
        var reader = MeterReader(face: face, refusingRepeats: true)
        return frames.enumerated().map { number, jpeg in
            reader.read(jpeg, at: Timestamp(milliseconds: 3_600_000 + 60_000 * Int64(number)), time: .given)[0]
        }
    }
}
