// One look at a frame: decoded as far as is needed, the meter found in it, its quality judged.

import Capture
import Metering
import Recognition

/// A frame with the meter found in it.
struct MeterLook: Sendable {
    /// The decoded part of the frame, or all of it.
    var picture: DecodedRegion
    /// Where the meter lies in it.
    var registration: Registration
    /// What the gate says about it.
    var inspection: QualityInspection

    /// Why the frame is not read at all; nil if it is.
    var refusal: Reason? { inspection.frame.map { Reason($0.fault) } }

    /// Why dials of `range` could not be read that show `positions`, one for each of the range.
    func causes(_ range: Range<Int>, _ positions: [Position]) -> [Reason] {
        var causes: [Reason] = []
        for (dial, position) in zip(range, positions) {
            switch inspection.dials[dial] {
            case .good: break
            case .unreadable(let finding): causes.append(Reason(finding.fault))
            case .doubtful(let finding, _) where position.none > 0.5: causes.append(Reason(finding.fault))
            case .doubtful: break
            }
        }
        return causes
    }
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
        after(.register)
        return MeterLook(picture: picture, registration: found, inspection: inspection)
    }

    /// What every dial shows. Those that the gate calls unreadable are not looked at.
    func positions(_ look: MeterLook) -> [Position] {
        var readable: [Int] = []
        for (i, dial) in look.inspection.dials.enumerated() {
            if case .unreadable = dial { continue }
            readable.append(i)
        }
        let own = look.inspection.dials.count == readable.count ? dials : readable.map { dials[$0] }
        let found = Models.reader.read(
            own, in: look.picture.image, origin: look.picture.origin, placement: look.registration.placement)
        var positions = [Position](repeating: .unreadable, count: dials.count)
        for (i, position) in zip(readable, found) {
            if case .doubtful(_, let outliers) = look.inspection.dials[i], outliers > 0 {
                positions[i] = position.doubted(outliers)
            } else {
                positions[i] = position
            }
        }
        return positions
    }

    /// Whether the whole frame shows print of another meter.
    func isOther(_ jpeg: [UInt8], _ look: MeterLook) -> Bool {
        foreignPrint(jpeg, look) > QualityLimits.foreignPrint
    }

    /// The share of print in the whole frame that is not this meter's.
    func foreignPrint(_ jpeg: [UInt8], _ look: MeterLook) -> Float {
        guard let whole = try? JPEGDecoder.gray(jpeg) else { return 0 }
        return gate.foreignPrint(whole.image, origin: whole.origin, placement: look.registration.placement)
    }
}
