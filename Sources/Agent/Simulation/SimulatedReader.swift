// A simulated meter as the agent reads it, frame by frame with the history that builds up, for whoever puts the whole path
// to the test without a daemon around it. As with a live camera, the same bytes again are no new picture.

import Capture
import Metering
import Recognition

/// Reads one simulated meter.
package struct SimulatedReader: Sendable {
    /// What is photographed.
    package let meter: SimulatedMeter
    private var reader: MeterReader

    /// A reader whose card was made at `seconds`, by somebody who saw what the meter showed then.
    package init(
        _ meter: SimulatedMeter, cardMadeAt seconds: Double = 0, knowing knowledge: CardKnowledge
    ) throws(AgentError) {
        self.meter = meter
        let start = RegisterCard.Start(index: meter.index(at: seconds), at: SimulatedReader.instant(seconds))
        let card = meter.card(named: meter.face.meterName, reference: "", start: start, knowing: knowledge)
        let reference: GrayImage
        do {
            reference = try JPEGDecoder.gray(meter.referenceFrame(at: seconds)).image
        } catch {
            throw .badData(error.description)
        }
        let face = try MeterFace(card: card, reference: reference, name: card.meter)
        reader = MeterReader(face: face, refusingRepeats: true)
    }

    /// The reading of a frame that was taken so many seconds after the meter's start.
    package mutating func read(_ jpeg: [UInt8], at seconds: Double) -> Reading {
        reader.read(jpeg, at: SimulatedReader.instant(seconds), time: .given)[0]
    }

    private static func instant(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: SimulatedSetup.beginning.milliseconds + Int64((seconds * 1000).rounded()))
    }
}
