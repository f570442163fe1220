// A simulated meter as a running agent sees it: its card, its reference frame and a camera that looks at it now.
// The household began on a fixed day, so a restarted agent finds the meter where it would have run to by itself. Its card was
// made some time ago, so that what the agent knows of the time since then it knows from its journal.

import Capture
import Metering
import Recognition

/// Makes simulated meters ready to be read.
enum SimulatedSetup {
    /// When every simulated household began: midnight of 2026-01-01.
    static let beginning = Timestamp(milliseconds: 1_767_225_600_000)
    /// Household time between two visits of the technician who makes the card. What flows in two of them is far less than half a
    /// turn of any register, beyond which a start says nothing.
    private static let visits = 100.0 * 86_400

    static func make(
        _ face: SimulatedFace, seed: UInt64, acceleration: Double, name: String, clock: AgentClock
    ) throws(AgentError) -> (MeterFace, any FrameSource, reference: [UInt8]) {
        let camera = camera(face, seed: seed, acceleration: acceleration, clock: clock)
        let meter = camera.meter
        let visit = lastVisit(before: max(0, clock.wall().seconds(since: beginning)), acceleration: acceleration)
        let at = Timestamp(milliseconds: beginning.milliseconds + Int64(visit * 1000))
        let card = meter.card(
            named: name, reference: "", start: RegisterCard.Start(index: meter.index(at: visit), at: at))
        let (jpeg, reference): ([UInt8], GrayImage)
        do {
            jpeg = meter.referenceFrame(at: visit)
            reference = try JPEGDecoder.gray(jpeg).image
        } catch {
            throw .badData(error.description)
        }
        return (try MeterFace(card: card, reference: reference, name: card.meter), camera, jpeg)
    }

    /// A camera that looks at the meter as it is now.
    static func camera(
        _ face: SimulatedFace, seed: UInt64, acceleration: Double, clock: AgentClock
    ) -> SimulatedCamera {
        let decimals = SimulatedMeter(face: face, seed: seed, start: Index(units: 0, decimals: 0)).decimals
        let meter = SimulatedMeter(
            face: face, seed: seed, start: Index(units: 123_4567, decimals: decimals), acceleration: acceleration)
        return SimulatedCamera(meter: meter, scenes: [.clean]) { _ in
            let now = clock.wall()
            return (max(0, now.seconds(since: beginning)), now.milliseconds)
        }
    }

    /// The last visit but one: between one and two periods ago, so that a restart just after a visit finds the same card. In
    /// seconds since the beginning.
    static func lastVisit(before seconds: Double, acceleration: Double) -> Double {
        guard acceleration > 0 else { return 0 }
        let period = visits / acceleration
        return max(0, (seconds / period).rounded(.down) - 1) * period
    }
}

extension SimulatedFace {
    /// What a simulated meter is called if nobody names it.
    var meterName: String { "simulated-\(rawValue)" }
}
