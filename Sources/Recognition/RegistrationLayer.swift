// One pyramid level of the reference, as patches spread over the fixed part of the area, and the refinement of a
// placement on that level: inverse compositional Gauss-Newton, where all of the reference's side is computed once.

/// The patches of one pyramid level, and how to fit them to a frame.
struct RegistrationLayer: Sendable {
    /// What comparing one patch with a frame gave.
    struct Match {
        /// Whether the patch lies inside the frame.
        var isInside = true
        /// Normalised cross-correlation, −1 … 1; 0 where the patch falls outside the frame or on something flat.
        var correlation: Float
        /// Right-hand side of the shift the patch asks for.
        var bx: Float
        /// See `bx`.
        var by: Float
    }

    /// The patches, none overlapping another by more than half.
    let spots: [RegistrationSpot]
    /// All patches' rows, one patch after the other (see `RegistrationPatch.rows`).
    let rows: [SIMD8<Float>]
    /// How much the pixels of each row count.
    let counts: [SIMD8<Float>]
    /// Middle of the area, in pixels of the level.
    private let centre: Point
    /// Half the diagonal of the area, in pixels of the level.
    private let radius: Float
    /// Corners of the area in radii from the centre.
    private let corners: [Point]
    /// Corners of what will be read, in the same measure: there a mistake counts.
    private let read: [Point]

    /// The layer of a level `factor` times the size of the reference, whose own coordinates `area` and `moving` are given in.
    init(patches: [RegistrationPatch], area: Quad, moving: [Quad], factor: Float) {
        rows = patches.flatMap { $0.rows }
        counts = (0..<RegistrationLimits.patch).map { RegistrationTile.taper * RegistrationTile.taper[$0] }
        let local = area.local(origin: Point(0, 0), factor: factor)
        let (middle, radius) = (local.centre, local.radius)
        centre = middle
        self.radius = radius
        corners = local.corners.map { ($0 - middle) * (1 / radius) }
        let dials = moving.isEmpty ? [area] : moving
        read = RegistrationLayer.outermost(
            dials.flatMap { $0.local(origin: Point(0, 0), factor: factor).corners }.map { ($0 - middle) * (1 / radius) }
        )
        spots = patches.map { RegistrationSpot($0, centre: middle, radius: radius) }
    }

    /// The smallest upright rectangle around all patches, in pixels of the level.
    var bounds: Quad {
        let side = RegistrationLimits.patch
        let (left, top) = (spots.map { $0.x }.min() ?? 0, spots.map { $0.y }.min() ?? 0)
        let (right, bottom) = ((spots.map { $0.x }.max() ?? 0) + side, (spots.map { $0.y }.max() ?? 0) + side)
        return Quad(x: Float(left), y: Float(top), width: Float(right - left), height: Float(bottom - top))
    }

    /// A placement that was improved.
    struct Refinement {
        /// The map in pixels of the level.
        var placement: Placement
        /// What comparing each patch gave less than the stillness away, if the steps came to rest there.
        var matches: [Match]?
    }

    /// Improves `start`, a map in pixels of this level, on the same level of a frame, until a step is shorter than
    /// `stillness`.
    func refine(
        _ start: Placement, in frame: GrayImage, parameters: Int = RegistrationFit.similar,
        stillness: Float = RegistrationLimits.stillness, steps: Int = RegistrationLimits.steps
    ) -> Refinement {
        refine(start, in: frame, parameters: parameters, stillness: stillness, steps: steps, reach: .infinity)
            ?? Refinement(placement: start, matches: nil)
    }

    /// The same; nil as soon as the steps sum up to more than `reach` pixels.
    func refine(
        _ start: Placement, in frame: GrayImage, parameters: Int = RegistrationFit.similar,
        stillness: Float = RegistrationLimits.stillness, steps: Int = RegistrationLimits.steps, reach: Float
    ) -> Refinement? {
        var placement = start
        var way: Float = 0
        var matches: [Match] = []
        matches.reserveCapacity(spots.count)
        for _ in 0..<steps {
            var fit = RegistrationFit(parameters: parameters)
            matches.removeAll(keepingCapacity: true)
            compare(placement, frame) { spot, match in
                matches.append(match)
                let weight = RegistrationLayer.trust(match) * spot.weight
                // A blurred or noisy patch correlates less and then asks for too little of the shift.
                let gain = 1 / max(0.3, match.correlation)
                fit.add(spot, bx: match.bx * gain, by: match.by * gain, weight: weight)
            }
            guard var step = fit.solve() else { break }
            let length = RegistrationLayer.longest(step)
            way += length
            guard way <= reach else { return nil }
            if length > RegistrationLimits.stride { step *= RegistrationLimits.stride / length }
            guard let back = correction(step).reversed else { break }
            placement = placement.following(back)
            if length < stillness { return Refinement(placement: placement, matches: matches) }
        }
        return Refinement(placement: placement, matches: nil)
    }

    /// The mean correlation of the better patches at `placement`, a map in pixels of this level.
    func score(_ placement: Placement, in frame: GrayImage) -> Float {
        var found: [Agreement] = []
        found.reserveCapacity(spots.count)
        compare(placement, frame) { spot, match in found.append(Agreement(spot, match)) }
        return RegistrationLayer.score(of: &found)
    }

    /// What is to be said of a placement.
    struct Verdict {
        /// The mean correlation of the better patches.
        var score: Float
        /// The variance of a patch's data, from how far the patches disagree.
        var disagreement: Float
        /// The estimated error at the worst corner of what is read, in pixels of this level, from how far the patches disagree.
        var uncertainty: Float
        /// How many times what chance gives a slant of the camera would explain of the disagreement.
        var slant: Float = 0
        /// Share of the patches, by what they are worth, that lie inside the frame.
        var seen: Float = 0
        /// Standard deviation of the correlation between these.
        var unevenness: Float = 0
        /// How far that slant would carry the worst corner of what is read, in pixels of this level.
        var slip: Float = 0
    }

    /// The verdict on a placement that was refined with that many parameters; `carried` is how many it has, which are more if
    /// it came with a slant that was left as it was.
    func judge(
        _ refined: Refinement, in frame: GrayImage, parameters: Int = RegistrationFit.similar,
        carried: Int = RegistrationFit.similar
    ) -> Verdict {
        if let matches = refined.matches { return judge(matches, parameters, carried) }
        var matches: [Match] = []
        matches.reserveCapacity(spots.count)
        compare(refined.placement, frame) { _, match in matches.append(match) }
        return judge(matches, parameters, carried)
    }

    private func judge(_ matches: [Match], _ parameters: Int, _ carried: Int) -> Verdict {
        var fit = RegistrationFit(parameters: RegistrationFit.projective)
        var disagreement: Float = 0
        var mass: Float = 0
        var found: [Agreement] = []
        found.reserveCapacity(spots.count)
        for (spot, match) in zip(spots, matches) {
            found.append(Agreement(spot, match))
            let weight = RegistrationLayer.trust(match) * spot.weight
            fit.add(spot, bx: match.bx, by: match.by, weight: weight)
            let ridge = 0.05 * (spot.xx + spot.yy)
            let (xx, yy) = (spot.xx + ridge, spot.yy + ridge)
            let numerator = yy * match.bx * match.bx - 2 * spot.xy * match.bx * match.by + xx * match.by * match.by
            disagreement += weight * max(0, numerator) / (xx * yy - spot.xy * spot.xy)
            mass += weight
        }
        let score = RegistrationLayer.score(of: &found)
        var verdict = Verdict(score: score, disagreement: .infinity, uncertainty: .infinity)
        (verdict.seen, verdict.unevenness) = RegistrationLayer.view(found)
        let freedom = 2 * mass - Float(parameters)
        let free = max(parameters, carried)
        guard freedom > 0, let worst = worstVariance(&fit, at: read, parameters: free) else { return verdict }
        verdict.disagreement = disagreement / freedom
        verdict.uncertainty = (verdict.disagreement * worst).squareRoot()
        let more = Float(RegistrationFit.projective - parameters)
        if more > 0, freedom > more, let gain = fit.gain(from: parameters) {
            let rest = max(0.05 * disagreement, disagreement - gain) / (freedom - more)
            verdict.slant = gain / more / max(rest, 1e-12)
            if verdict.slant > RegistrationLimits.doubtfulSlant, let step = fit.solve() {
                verdict.slip = read.reduce(0) { max($0, RegistrationFit.length(of: step, x: $1.x, y: $1.y)) }
            }
        }
        return verdict
    }

    /// The verdict on `start`, which was refined as a similarity; or, where the patches disagree as those of a slanted camera
    /// do, on what is found with more degrees of freedom. A slanted camera foreshortens, whether or not that shows between the
    /// patches; only where they leave it open, an affine map must do. `carried` is what was found from a start with a slant, to
    /// be believed only if the patches agree better than without.
    func slanted(
        _ start: Refinement, in frame: GrayImage, from carried: Refinement? = nil
    ) -> (placement: Placement, verdict: Verdict) {
        var first = judge(start, in: frame)
        let isPlain = first.slant > RegistrationLimits.slant && first.seen >= RegistrationLimits.slantedView
        for parameters in [RegistrationFit.projective, RegistrationFit.affine]
        where first.slant > RegistrationLimits.slant || carried != nil {
            let from = parameters == RegistrationFit.projective ? carried ?? start : start
            let refined = refine(from.placement, in: frame, parameters: parameters)
            guard refined.placement.isPlausible(centre: centre, radius: radius) else { continue }
            var verdict = judge(refined, in: frame, parameters: parameters)
            // The more freedom, the better anything fits that lies elsewhere; but only so much better.
            if verdict.score < first.score + RegistrationLimits.slantedSurely {
                verdict.uncertainty *= RegistrationLimits.slantedDoubt
            }
            // What is not seen of the meter would have told a slant from chance.
            let isBetter = verdict.score >= first.score + RegistrationLimits.slantedScore
            if isBetter || isPlain && verdict.disagreement < first.disagreement { return (refined.placement, verdict) }
            if verdict.uncertainty.isFinite { break }
        }
        // Whether there is a slant or not, that far the placement may be wrong.
        first.uncertainty = (first.uncertainty * first.uncertainty + first.slip * first.slip).squareRoot()
        return (start.placement, first)
    }

    /// The verdict on a placement that was refined as a similarity but came with a slant; nil if the patches ask for another.
    func carried(_ start: Refinement, in frame: GrayImage) -> Verdict? {
        var verdict = judge(start, in: frame, carried: RegistrationFit.projective)
        guard verdict.slant <= RegistrationLimits.slant else { return nil }
        verdict.uncertainty *= RegistrationLimits.slantedDoubt
        verdict.uncertainty = (verdict.uncertainty * verdict.uncertainty + verdict.slip * verdict.slip).squareRoot()
        return verdict
    }

    /// Whether `placement` is a similarity.
    func isUpright(_ placement: Placement) -> Bool { placement.freedom(over: radius) == RegistrationFit.similar }

    /// `placement` without what only a slanted camera does: a similarity that agrees with it in the middle of the area.
    func upright(_ placement: Placement) -> Placement {
        let near = placement.tangent(at: centre)
        let (a, c) = ((near.a + near.d) / 2, (near.c - near.b) / 2)
        let there = placement.apply(centre)
        return Placement(
            a: a, b: -c, c: c, d: a, tx: there.x - a * centre.x + c * centre.y,
            ty: there.y - c * centre.x - a * centre.y)
    }

    /// How well a patch agrees, and what that is worth.
    private struct Agreement {
        var correlation: Float
        var worth: Float
        var isInside: Bool

        init(_ spot: RegistrationSpot, _ match: Match) {
            correlation = max(0, match.correlation)
            worth = spot.distinction
            isInside = match.isInside
        }
    }

    /// Share of what is compared that lies inside the frame, and how unevenly that agrees.
    private static func view(_ found: [Agreement]) -> (seen: Float, unevenness: Float) {
        var (all, inside, sum, squares) = (Float(0), Float(0), Float(0), Float(0))
        for agreement in found {
            all += agreement.worth
            guard agreement.isInside else { continue }
            inside += agreement.worth
            sum += agreement.worth * agreement.correlation
            squares += agreement.worth * agreement.correlation * agreement.correlation
        }
        guard inside > 0 else { return (0, 0) }
        let mean = sum / inside
        return (inside / all, max(squares / inside - mean * mean, 0).squareRoot())
    }

    private static func score(of found: inout [Agreement]) -> Float {
        found.sort { $0.correlation > $1.correlation }
        // What the frame does not show neither agrees nor disagrees, as long as it shows half of it.
        var (all, inside) = (Float(0), Float(0))
        for agreement in found {
            all += agreement.worth
            if agreement.isInside { inside += agreement.worth }
        }
        let enough = max(inside, all / 2) * RegistrationLimits.scoredShare
        var (sum, mass) = (Float(0), Float(0))
        for agreement in found where mass < enough {
            let part = min(agreement.worth, enough - mass)
            sum += part * agreement.correlation
            mass += part
        }
        return mass > 0 ? sum / mass : 0
    }

    /// Variance at the worst corner for unit variance of the data, all patches agreeing; nil when the patches cannot
    /// tell every similarity apart.
    func ambiguity() -> Float? {
        var fit = RegistrationFit(parameters: RegistrationFit.similar)
        for spot in spots { fit.add(spot, bx: 0, by: 0, weight: spot.weight) }
        return worstVariance(&fit, at: corners, parameters: RegistrationFit.similar)
    }

    /// How much a patch counts: a patch under glare, or on a part that moved, hardly does.
    private static func trust(_ match: Match) -> Float {
        let square = match.correlation * match.correlation
        return match.correlation > 0 ? square * square : 0
    }

    /// Those of `points` that lie farthest out in eight directions: an affine mistake is largest at one of them.
    private static func outermost(_ points: [Point]) -> [Point] {
        var chosen: [Point] = []
        for (x, y) in [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)] as [(Float, Float)] {
            guard let next = points.max(by: { $0.x * x + $0.y * y < $1.x * x + $1.y * y }) else { continue }
            if !chosen.contains(next) { chosen.append(next) }
        }
        return chosen
    }

    private func worstVariance(_ fit: inout RegistrationFit, at corners: [Point], parameters: Int) -> Float? {
        var worst: Float = 0
        for corner in corners {
            guard let variance = fit.variance(x: corner.x, y: corner.y, parameters: parameters) else { return nil }
            worst = max(worst, variance)
        }
        return worst
    }

    /// The map that a solution of the fit stands for.
    private func correction(_ step: SIMD8<Float>) -> Placement {
        let (grow, turn, wide, skew) = (step[2] / radius, step[3] / radius, step[4] / radius, step[5] / radius)
        let (a, b, c, d) = (1 + grow + wide, skew - turn, turn + skew, 1 + grow - wide)
        let square = radius * radius
        let local = Placement(
            a: a, b: b, c: c, d: d, tx: step[0], ty: step[1], px: -step[6] / square, py: -step[7] / square)
        return local.between(reference: centre * -1, frame: centre * -1)
    }

    /// The longest way a solution of the fit moves a corner of the area, about.
    private static func longest(_ step: SIMD8<Float>) -> Float { max(step.max(), -step.min()) }
}
