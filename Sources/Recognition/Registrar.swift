// Finds the reference frame of a meter again in other frames: rotation, shift, scale and a slight tilt, to a fraction
// of a pixel. Light may change in strength, level and slope, the dials may show anything; a picture of something else
// gets a low score. An expected placement is refined from coarse to fine; only if that fails, all of the range is
// searched.

/// The fixed part of a meter's face, prepared once, to be found again in every frame.
public struct Registrar: Sendable {
    /// The part of the reference frame that is compared in a meter that has hardly moved, in full-frame coordinates.
    public let compared: Quad
    private let layers: [RegistrationLayer]
    private let search: RegistrationSearch?
    private let origin: Point

    /// Prepares a reference.
    /// - Parameters:
    ///   - reference: the reference frame, or the part of it that was decoded.
    ///   - origin: where `reference` starts in the full reference frame.
    ///   - area: what shows the meter, in full-frame coordinates; nothing outside it is compared.
    ///   - moving: the dials and whatever else moves, in full-frame coordinates; never compared.
    /// - Throws: `RecognitionError` if the fixed part of the area shows too little to be found again.
    public init(
        reference: GrayImage, origin: Point = Point(0, 0), area: Quad, moving: [Quad]
    ) throws(RecognitionError) {
        self.origin = origin
        let area = area.local(origin: origin)
        let moving = moving.map { $0.local(origin: origin) }
        let pyramid = Pyramid(reference, count: RegistrationLimits.levels)
        var layers: [RegistrationLayer] = []
        var search: RegistrationSearch?
        var complete = false
        for (number, level) in pyramid.levels.enumerated() {
            let factor = 1 / Float(1 << number)
            let mask = RegistrationMask(
                width: level.width, height: level.height, factor: factor, area: area, moving: moving)
            if number == 0, mask.columns.isEmpty || mask.rows.isEmpty { throw .areaOutsideReference }
            let patches = complete ? [] : RegistrationSelection.patches(of: level, mask: mask)
            if patches.count >= RegistrationLimits.fewestPatches {
                layers.append(RegistrationLayer(patches: patches, area: area, moving: moving, factor: factor))
            } else if number < 2 {
                // Sensor noise can look like structure at full size; it does not survive the first reduction.
                throw .notEnoughStructure(found: patches.count, needed: RegistrationLimits.fewestPatches)
            } else {
                complete = true
            }
            if number > 0 {
                search = RegistrationSearch(picture: level, level: number, mask: mask, area: area) ?? search
            }
        }
        guard let ambiguity = layers[0].ambiguity(), ambiguity < RegistrationLimits.ambiguity else {
            throw .ambiguousStructure
        }
        compared = layers[0].bounds.local(origin: Point(-origin.x, -origin.y))
        self.layers = layers
        self.search = search
    }

    /// Where the reference lies in `frame`; look at `Registration.acceptable` before use.
    /// - Parameters:
    ///   - frame: the frame, or the part of it that was decoded, at full size.
    ///   - origin: where `frame` starts in the full frame.
    ///   - expected: where the reference lay last time, in full-frame coordinates.
    ///   - score: the score that the best of the whole range had there when it was searched last; nil if it never was.
    public func locate(
        in frame: GrayImage, origin: Point = Point(0, 0), near expected: Placement = .identity,
        searched score: Float? = nil
    ) -> Registration {
        let start = expected.between(reference: self.origin, frame: origin)
        var best = unmoved(start, in: frame, searched: score) ?? found(near: start, in: frame)
        best.placement = best.placement.between(
            reference: Point(-self.origin.x, -self.origin.y), frame: Point(-origin.x, -origin.y))
        return best
    }

    /// What is found at full size alone, if the meter lies hardly elsewhere than at `start` and surely there: most frames
    /// of a camera that is fixed to its meter.
    private func unmoved(_ start: Placement, in frame: GrayImage, searched score: Float?) -> Registration? {
        guard
            let refined = layers[0].refine(start, in: frame, reach: RegistrationLimits.unmovedReach)
        else { return nil }
        var found = Registration(placement: refined.placement, score: 0, uncertainty: .infinity, searched: false)
        if layers[0].isUpright(start) {
            found = judged(refined, in: frame)
        } else if let verdict = layers[0].carried(refined, in: frame) {
            (found.score, found.unevenness) = (verdict.score, verdict.unevenness)
            found.uncertainty = verdict.uncertainty
        }
        if found.isSure { return found }
        // What was the best of all then, and looks the same now, is the best of all now.
        guard found.acceptable, let score, found.score >= score - RegistrationLimits.scoreSlack else { return nil }
        return found
    }

    /// What is found from coarse to fine around `start`, or else in all of the range.
    private func found(near start: Placement, in frame: GrayImage) -> Registration {
        let pyramid = Pyramid(frame, count: RegistrationLimits.levels)
        var best = refined(start, from: min(layers.count - 1, RegistrationLimits.nearLevel), in: pyramid)
        if !best.isSure, let search {
            best.searched = true
            for candidate in finalists(of: search, around: start, in: pyramid) {
                var found = refined(candidate, from: layers.count - 2, in: pyramid)
                found.searched = true
                if found.score > best.score { best = found }
            }
        }
        return best
    }

    /// The best candidates of the wide search, refined on the coarsest level; maps in pixels of the full size.
    private func finalists(of search: RegistrationSearch, around start: Placement, in pyramid: Pyramid) -> [Placement] {
        let factor = 1 / Float(1 << search.level)
        let top = layers.count - 1
        let topFactor = 1 / Float(1 << top)
        var found: [(placement: Placement, score: Float)] = []
        for candidate in search.candidates(in: pyramid.levels[search.level], around: start.resized(by: factor)) {
            let map = candidate.placement.resized(by: topFactor / factor)
            let refined = layers[top].refine(map, in: pyramid.levels[top]).placement
            let score = layers[top].score(refined, in: pyramid.levels[top])
            found.append((refined.resized(by: 1 / topFactor), score))
        }
        found.sort { $0.score > $1.score }
        return found.prefix(RegistrationLimits.finalists).map { $0.placement }
    }

    /// Refines `start` from level `top` down to full size and judges the result.
    private func refined(_ start: Placement, from top: Int, in pyramid: Pyramid) -> Registration {
        var placement = start
        for number in (0...max(0, top)).dropFirst().reversed() {
            let factor = 1 / Float(1 << number)
            // What a coarse level leaves over, the next finer one takes up.
            var refined = layers[number].refine(
                placement.resized(by: factor), in: pyramid.levels[number],
                stillness: RegistrationLimits.coarseStillness, steps: RegistrationLimits.coarseSteps)
            // What was compared so far from rest does not tell a slant.
            refined.matches = nil
            // A slant that is left for the next level may carry patches further than that one sees.
            placement = layers[number].slanted(refined, in: pyramid.levels[number]).placement.resized(by: 1 / factor)
        }
        let (full, layer) = (pyramid.levels[0], layers[0])
        // Coarse levels see a slant where there is none: at full size it must tell more than a camera that is straight.
        let straight = layer.refine(layer.upright(placement), in: full)
        if layer.isUpright(placement) { return judged(straight, in: full) }
        return judged(straight, in: full, from: layer.refine(placement, in: full))
    }

    /// The verdict on a placement that was refined at full size, or on a slanted one if that fits better.
    private func judged(
        _ similar: RegistrationLayer.Refinement, in full: GrayImage, from carried: RegistrationLayer.Refinement? = nil
    ) -> Registration {
        let (placement, verdict) = layers[0].slanted(similar, in: full, from: carried)
        return Registration(
            placement: placement, score: verdict.score, unevenness: verdict.unevenness,
            uncertainty: verdict.uncertainty, searched: false)
    }

    /// The area that is compared unless the meter card says otherwise: around all dials, half as wide again on each
    /// side, half as high above and below, and at least a quarter of the longer side all round; cut to the picture.
    public static func defaultArea(dials: [Quad], width: Int, height: Int) -> Quad {
        guard let first = dials.first else { return Quad(x: 0, y: 0, width: Float(width), height: Float(height)) }
        var box = first.bounds
        for dial in dials.dropFirst() {
            let next = dial.bounds
            box = (
                min(box.left, next.left), min(box.top, next.top), max(box.right, next.right),
                max(box.bottom, next.bottom)
            )
        }
        let (across, down) = (box.right - box.left, box.bottom - box.top)
        let growth = Point(max(across / 2, down / 4), max(down / 2, across / 4))
        let (left, top) = (max(0, box.left - growth.x), max(0, box.top - growth.y))
        let (right, bottom) = (min(Float(width), box.right + growth.x), min(Float(height), box.bottom + growth.y))
        return Quad(x: left, y: top, width: max(0, right - left), height: max(0, bottom - top))
    }
}
