// The cards of a configuration's meters, without opening a camera.

import Capture
import Metering

extension AgentConfiguration.Meter {
    /// The card of a meter that has one.
    func readCard() throws(AgentError) -> MeterCard {
        if card == nil, case .simulated(let simulated, let seed, let acceleration) = camera {
            return try SimulatedSetup.make(
                simulated, seed: seed, acceleration: acceleration, name: name ?? simulated.meterName, clock: .system
            ).0.card
        }
        // Its picture is looked at when it is read.
        return try CardFile.read(card ?? "") { _ in (Capture.Limits.jpegSideMax, Capture.Limits.jpegSideMax) }.card
    }
}
