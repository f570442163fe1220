// One look at a frame: decoded as far as is needed, the meter found in it, its quality judged.

import Capture
import Recognition

/// A frame with the meter found in it.
struct MeterLook: Sendable {
    /// The decoded part of the frame, or all of it.
    var picture: DecodedRegion
    /// Where the meter lies in it.
    var registration: Registration
    /// What the gate says about it.
    var inspection: QualityInspection
}

extension MeterFace {
    /// Looks for the meter near where it lay last time, in a part of the frame if that suffices. `after` is told when a stage
    /// has ended; a stage may come twice.
    func look(
        at jpeg: [UInt8], near last: Placement, after: (ReadingStage) -> Void = { _ in }
    ) throws(CaptureError) -> MeterLook {
        var picture = try decode(jpeg, near: last)
        after(.decode)
        var found = locate(picture, near: last)
        after(.register)
        if isPart(picture), !found.acceptable || !holdsDials(picture, found.placement) {
            picture = try JPEGDecoder.gray(jpeg)
            after(.decode)
            found = locate(picture, near: last)
            after(.register)
        }
        let inspection = gate.inspect(picture.image, origin: picture.origin, registration: found)
        return MeterLook(picture: picture, registration: found, inspection: inspection)
    }

    /// The share of print in the whole frame that is not this meter's.
    func foreignPrint(_ jpeg: [UInt8], _ look: MeterLook) -> Float {
        guard let whole = try? JPEGDecoder.gray(jpeg) else { return 0 }
        return gate.foreignPrint(whole.image, origin: whole.origin, placement: look.registration.placement)
    }
}
