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

    /// How much the frame looks like the page with the registers; nil where there is only one page.
    var pageLikeness: Float?

    /// Whether the meter was found where it was not looked for: in a frame that hangs another way up.
    var isTurned = false

    /// Why the frame is not read at all; nil if it is.
    var refusal: Reason? {
        if isTurned { return .moved }
        if let fault = inspection.frame?.fault { return Reason(fault) }
        guard let pageLikeness, pageLikeness < PageMark.likenessMin else { return nil }
        // What hides dials may hide the mark as well.
        for dial in inspection.dials {
            if case .unreadable(let finding) = dial { return Reason(finding.fault) }
        }
        return .otherPage
    }

    /// Why a dial could not be read that shows `position`; nil where the picture does not say.
    func cause(_ dial: Int, _ position: Position) -> Reason? {
        switch inspection.dials[dial] {
        case .unreadable(let finding): Reason(finding.fault)
        case .doubtful(let finding, _) where position.none > 0.5: Reason(finding.fault)
        case .doubtful, .good: nil
        }
    }
}

extension MeterFace {
    /// Looks for the meter near where it lay last time (nil: where the card says), in a part of the frame if that suffices.
    /// `after` is told when a stage has ended; a stage may come twice.
    func look(
        at frame: Picture, near last: Placement?, searched score: Float? = nil, after: (ReadingStage) -> Void = { _ in }
    ) throws(CaptureError) -> MeterLook {
        var picture = try decode(frame, near: last)
        after(.decode)
        let last = last ?? start(frameWidth: picture.frameWidth, frameHeight: picture.frameHeight)
        var found = locate(picture, near: last, searched: score)
        after(.register)
        if isPart(picture), !found.acceptable || !holdsMeter(picture, found.placement) {
            picture = try frame.gray()
            after(.decode)
            let first = found
            // What was found in a part is where to look in all of it.
            found =
                first.acceptable
                ? locate(picture, near: first.placement, searched: first.searched ? first.score : score)
                : locate(picture, near: last, searched: score)
            found.searched = found.searched || first.searched
            after(.register)
        }
        let inspection = gate.inspect(picture.image, origin: picture.origin, registration: found)
        let likeness = page?.likeness(in: picture.image, origin: picture.origin, placement: found.placement)
        var look = MeterLook(picture: picture, registration: found, inspection: inspection, pageLikeness: likeness)
        look.isTurned = isTurned(look)
        after(.gate)
        return look
    }

    /// Whether a refused frame shows the meter by one, two or three quarters turned: what an operator should hear of a camera
    /// that hangs upside down is not that its picture is blurred.
    private func isTurned(_ look: MeterLook) -> Bool {
        switch look.inspection.frame?.fault {
        case .blurred, .occluded, .lowContrast, .notThisMeter, .moved: break
        default: return false
        }
        let (width, height) = (look.picture.frameWidth, look.picture.frameHeight)
        return [90, 180, 270].contains { degrees in
            let start = start(turnedBy: degrees, frameWidth: width, frameHeight: height)
            return locate(look.picture, near: start).acceptable
        }
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
        var positions = [Position](repeating: Position.unreadable.hidden, count: dials.count)
        for (i, position) in zip(readable, found) {
            if case .doubtful(_, let outliers) = look.inspection.dials[i], outliers > 0 {
                positions[i] = position.doubted(outliers)
            } else {
                positions[i] = position
            }
        }
        return doubtedBesideHidden(positions)
    }

    /// What hides a dial may hide a part of the next one, and half an 8 is a sure 3. Leading places of a display may be left blank.
    private func doubtedBesideHidden(_ positions: [Position]) -> [Position] {
        var doubted = positions
        var first = 0
        for register in card.registers {
            let own = first..<first + register.dials.count
            first = own.upperBound
            var isLeading = true
            for i in own {
                let isMissing = positions[i].none > 0.5
                if !isMissing || positions[i].isHidden { isLeading = false }
                guard isMissing, !(isLeading && dials[i].kind == .segment) else { continue }
                for next in [i - 1, i + 1] where own.contains(next) && positions[next].none <= 0.5 {
                    doubted[next] = positions[next].doubted(QualityLimits.outliers)
                }
            }
        }
        return doubted
    }

    /// Whether the whole frame shows print of another meter.
    func isOther(_ frame: Picture, _ look: MeterLook) -> Bool {
        foreignPrint(frame, look) > QualityLimits.foreignPrint
    }

    /// The share of print in the whole frame that is not this meter's.
    func foreignPrint(_ frame: Picture, _ look: MeterLook) -> Float {
        guard let whole = try? frame.gray() else { return 0 }
        return gate.foreignPrint(whole.image, origin: whole.origin, placement: look.registration.placement)
    }
}
