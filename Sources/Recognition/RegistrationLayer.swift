// One pyramid level of the reference, as patches spread over the fixed part of the area, and the refinement of a
// placement on that level: inverse compositional Gauss-Newton, where all of the reference's side is computed once.

/// The patches of one pyramid level, and how to fit them to a frame.
struct RegistrationLayer: Sendable {
    /// What comparing one patch with a frame gave.
    struct Match {
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

    /// The layer of a level `factor` times the size of the reference, whose own coordinates `area` is given in.
    init(patches: [RegistrationPatch], area: Quad, factor: Float) {
        rows = patches.flatMap { $0.rows }
        counts = (0..<RegistrationLimits.patch).map { RegistrationTile.taper * RegistrationTile.taper[$0] }
        let local = area.local(origin: Point(0, 0), factor: factor)
        let (middle, radius) = (local.centre, local.radius)
        centre = middle
        self.radius = radius
        corners = local.corners.map { ($0 - middle) * (1 / radius) }
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
        _ start: Placement, in frame: GrayImage, affine: Bool, stillness: Float = RegistrationLimits.stillness
    ) -> Refinement {
        refine(start, in: frame, affine: affine, stillness: stillness, reach: .infinity)
            ?? Refinement(placement: start, matches: nil)
    }

    /// The same; nil as soon as the steps sum up to more than `reach` pixels.
    func refine(
        _ start: Placement, in frame: GrayImage, affine: Bool, stillness: Float = RegistrationLimits.stillness,
        reach: Float
    ) -> Refinement? {
        var placement = start
        var way: Float = 0
        var matches: [Match] = []
        matches.reserveCapacity(spots.count)
        for _ in 0..<RegistrationLimits.steps {
            var fit = RegistrationFit(affine: affine)
            matches.removeAll(keepingCapacity: true)
            compare(placement, frame) { spot, match in
                matches.append(match)
                let weight = RegistrationLayer.trust(match) * spot.weight
                // A blurred or noisy patch correlates less and then asks for too little of the shift.
                let gain = 1 / max(0.3, match.correlation)
                fit.add(spot, bx: match.bx * gain, by: match.by * gain, weight: weight)
            }
            guard var step = fit.solve() else { break }
            let length = longest(step)
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

    /// The score of a refined placement, and the estimated error at the worst corner of the area, in pixels of this level,
    /// from how far the patches disagree.
    func judge(
        _ refined: Refinement, in frame: GrayImage, affine: Bool
    ) -> (score: Float, uncertainty: Float) {
        if let matches = refined.matches { return judge(matches, affine: affine) }
        var matches: [Match] = []
        matches.reserveCapacity(spots.count)
        compare(refined.placement, frame) { _, match in matches.append(match) }
        return judge(matches, affine: affine)
    }

    private func judge(_ matches: [Match], affine: Bool) -> (score: Float, uncertainty: Float) {
        var fit = RegistrationFit(affine: affine)
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
        let freedom = 2 * mass - Float(fit.parameters)
        guard freedom > 0, let worst = worstVariance(&fit) else { return (score, .infinity) }
        return (score, (disagreement / freedom * worst).squareRoot())
    }

    /// How well a patch agrees, and what that is worth.
    private struct Agreement {
        var correlation: Float
        var worth: Float

        init(_ spot: RegistrationSpot, _ match: Match) {
            correlation = max(0, match.correlation)
            worth = spot.distinction
        }
    }

    private static func score(of found: inout [Agreement]) -> Float {
        found.sort { $0.correlation > $1.correlation }
        let enough = found.reduce(0) { $0 + $1.worth } * RegistrationLimits.scoredShare
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
        var fit = RegistrationFit(affine: false)
        for spot in spots { fit.add(spot, bx: 0, by: 0, weight: spot.weight) }
        return worstVariance(&fit)
    }

    /// How much a patch counts: a patch under glare, or on a part that moved, hardly does.
    private static func trust(_ match: Match) -> Float {
        let square = match.correlation * match.correlation
        return match.correlation > 0 ? square * square : 0
    }

    private func worstVariance(_ fit: inout RegistrationFit) -> Float? {
        var worst: Float = 0
        for corner in corners {
            guard let variance = fit.variance(x: corner.x, y: corner.y) else { return nil }
            worst = max(worst, variance)
        }
        return worst
    }

    /// The map that a solution of the fit stands for.
    private func correction(_ step: SIMD8<Float>) -> Placement {
        let (grow, turn, wide, skew) = (step[2] / radius, step[3] / radius, step[4] / radius, step[5] / radius)
        let (a, b, c, d) = (1 + grow + wide, skew - turn, turn + skew, 1 + grow - wide)
        return Placement(
            a: a, b: b, c: c, d: d,
            tx: centre.x + step[0] - a * centre.x - b * centre.y,
            ty: centre.y + step[1] - c * centre.x - d * centre.y)
    }

    /// The longest way a solution of the fit moves a corner of the area, about.
    private func longest(_ step: SIMD8<Float>) -> Float {
        var longest: Float = 0
        for i in 0..<RegistrationFit.parametersMax { longest = max(longest, abs(step[i])) }
        return longest
    }
}
