// Why registration could not find the meter in a frame, the plainest cause first: no light, too much of it, the meter is there but
// pale, blurred, half hidden or half out of the picture; or it is not there.

extension QualityGate {
    /// What speaks against a whole frame that registration refused.
    func refusal(
        _ frame: GrayImage, origin: Point, _ registration: Registration, _ figures: FrameFigures
    ) -> QualityFinding {
        typealias Limits = QualityLimits
        let tones = QualityTones(of: frame, columns: 0..<frame.width, rows: 0..<frame.height)
        if tones.bright < Limits.dark { return QualityFinding(.dark, figure: tones.bright, limit: Limits.dark) }
        let own = self.tones(of: frame, origin: origin)
        if own.burnt > Limits.overexposed {
            return QualityFinding(.overexposed, figure: own.burnt, limit: Limits.overexposed)
        }
        if own.bright < Limits.dark { return QualityFinding(.dark, figure: own.bright, limit: Limits.dark) }
        let sight = outline.look(at: frame)
        if let far = sight.far, sight.isFar, let finding = away(far, frame, origin) { return finding }
        var best = figures
        for fit in [sight.near, sight.far ?? .none] where fit.agreement > 0 {
            let other = measure(frame, origin: origin, placement: fit.placement)
            let isBetter =
                best.sure > 0
                ? other.sure * other.there > best.sure * best.there
                : other.sure > 0 || other.agreeing * other.there > best.agreeing * best.there
            if isBetter { best = other }
        }
        let isLocated =
            best.agreeing * best.there >= Limits.mostlyPresent || best.distinct * best.there >= Limits.present
            || best.agreeing * best.there >= Limits.present && sight.near.agreement >= Limits.outline
        let isElsewhere = sight.isFar && best.distinct >= Limits.outlinePrint
        if isLocated || sight.isNear || isElsewhere { return present(best, registration, frame, origin) }
        if best.sure >= Limits.partlyPresent {
            return QualityFinding(.occluded, figure: best.sure, limit: Limits.present)
        }
        if sight.relief < Limits.relief {
            return QualityFinding(.occluded, figure: sight.relief, limit: Limits.relief)
        }
        let agreement = max(sight.near.agreement, sight.far?.agreement ?? 0)
        return QualityFinding(.notThisMeter, figure: agreement, limit: Limits.outline)
    }

    /// That the meter has moved, if it was found where a dial is out of the picture or registration does not look.
    private func away(_ far: QualityOutlineLevel.Fit, _ frame: GrayImage, _ origin: Point) -> QualityFinding? {
        typealias Limits = QualityLimits
        let found = measure(frame, origin: origin, placement: far.placement)
        // A small part of an outline fits much; its print does not.
        guard found.distinct >= Limits.outlinePrint else { return nil }
        var inside: Float = 1
        for dial in found.dials { inside = min(inside, dial.inside) }
        if inside < Limits.inside { return QualityFinding(.moved, figure: inside, limit: Limits.inside) }
        let middle = Point((hull.left + hull.right) / 2, (hull.top + hull.bottom) / 2)
        let way = far.placement.apply(middle) - middle
        let shift = max(abs(way.x), abs(way.y))
        guard shift > RegistrationLimits.shift else { return nil }
        return QualityFinding(.moved, figure: shift, limit: RegistrationLimits.shift)
    }

    /// The meter is there; why could it not be found for sure?
    private func present(
        _ best: FrameFigures, _ registration: Registration, _ frame: GrayImage, _ origin: Point
    ) -> QualityFinding {
        typealias Limits = QualityLimits
        var inside: Float = 1
        for dial in best.dials { inside = min(inside, dial.inside) }
        if inside < Limits.inside { return QualityFinding(.moved, figure: inside, limit: Limits.inside) }
        if best.contrast < Limits.frameContrast {
            return QualityFinding(.lowContrast, figure: best.contrast, limit: Limits.frameContrast)
        }
        let lost = best.foreign + best.blank + best.clipped
        if best.sharpness < Limits.sharpness, lost < Limits.lost || best.sharpness < Limits.sharpness * 0.75 {
            return QualityFinding(.blurred, figure: best.sharpness, limit: Limits.sharpness)
        }
        if lost >= Limits.lost {
            if best.clipped * 2 > lost { return QualityFinding(.glare, figure: lost, limit: Limits.lost) }
            let isWet =
                best.foreign > 2 * best.blank && lost < Limits.wetLost && patches(best.probes) >= Limits.wetPatches
            return QualityFinding(isWet ? .wet : .occluded, figure: lost, limit: Limits.lost)
        }
        if registration.score >= RegistrationLimits.score {
            if !registration.agreesAlike {
                return QualityFinding(
                    .notThisMeter, figure: registration.unevenness, limit: RegistrationLimits.unevenness)
            }
            // Another meter of the same model nearly fits: what is print to one patch is none to the next.
            if let other = identity(frame, origin: origin, placement: registration.placement) { return other }
            return QualityFinding(.moved, figure: registration.uncertainty, limit: RegistrationLimits.uncertainty)
        }
        // Only the fine detail is missing.
        return QualityFinding(.blurred, figure: registration.score, limit: RegistrationLimits.score)
    }

    /// The tones where the meter should be.
    private func tones(of frame: GrayImage, origin: Point) -> QualityTones {
        let left = Int(max(0, min(Float(frame.width), hull.left - origin.x)))
        let top = Int(max(0, min(Float(frame.height), hull.top - origin.y)))
        let right = Int(max(Float(left), min(Float(frame.width), hull.right - origin.x)))
        let bottom = Int(max(Float(top), min(Float(frame.height), hull.bottom - origin.y)))
        return QualityTones(of: frame, columns: left..<right, rows: top..<bottom)
    }
}
