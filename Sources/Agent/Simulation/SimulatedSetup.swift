// A simulated meter as a running agent sees it: its card, its reference frame and a camera that looks at it now.
// The household began on a fixed day, so a restarted agent finds the meter where it would have run to by itself.

import Capture
import Metering
import Recognition

/// Makes simulated meters ready to be read.
enum SimulatedSetup {
    /// When every simulated household began: midnight of 2026-01-01.
    private static let beginning = Timestamp(milliseconds: 1_767_225_600_000)

    static func make(
        _ face: SimulatedFace, seed: UInt64, acceleration: Double, clock: AgentClock
    ) throws(AgentError) -> (MeterFace, any FrameSource) {
        let decimals = SimulatedMeter(face: face, seed: seed, start: Index(units: 0, decimals: 0)).decimals
        let meter = SimulatedMeter(
            face: face, seed: seed, start: Index(units: 123_4567, decimals: decimals), acceleration: acceleration)
        let now = clock.wall()
        let seconds = max(0, now.seconds(since: beginning))
        let card = meter.card(
            named: "simulated-\(face.rawValue)", reference: "",
            start: RegisterCard.Start(index: meter.index(at: seconds), at: now))
        let reference: GrayImage
        do {
            reference = try JPEGDecoder.gray(meter.referenceFrame(at: seconds)).image
        } catch {
            throw .badData(error.description)
        }
        let camera = SimulatedCamera(meter: meter, scenes: [.clean]) { _ in
            let now = clock.wall()
            return (max(0, now.seconds(since: beginning)), now.milliseconds)
        }
        return (try MeterFace(card: card, reference: reference, name: card.meter), camera)
    }
}
