// Chooses the patches of one pyramid level: those whose shift shows most, spread over the fixed part of the area.

/// Chooses patches.
enum RegistrationSelection {
    /// A place for a patch and how well a shift of it would show.
    private struct Candidate {
        var patch: RegistrationPatch
        var cell: Int
        var merit: Float
    }

    /// The best patches of `level` within `mask`, at most `RegistrationLimits.patches`: first the best of every cell of a
    /// grid over the area, then the best of what is left.
    static func patches(of level: GrayImage, mask: RegistrationMask) -> [RegistrationPatch] {
        var candidates = candidates(of: level, mask: mask)
        candidates.sort { $0.merit > $1.merit }
        var chosen: [RegistrationPatch] = []
        var taken = [Bool](repeating: false, count: (candidates.map { $0.cell }.max() ?? 0) + 1)
        for spread in [true, false] {
            for candidate in candidates where chosen.count < RegistrationLimits.patches {
                if spread && taken[candidate.cell] { continue }
                if chosen.contains(where: { crowds($0, candidate.patch) }) { continue }
                taken[candidate.cell] = true
                chosen.append(candidate.patch)
            }
        }
        return chosen
    }

    /// Every place of a raster of half a patch where the reference is fixed and has structure.
    private static func candidates(of level: GrayImage, mask: RegistrationMask) -> [Candidate] {
        let side = RegistrationLimits.patch
        let pixels = Float(mask.columns.count * mask.rows.count)
        let cell = max(side, Int((pixels / Float(RegistrationLimits.patches)).squareRoot().rounded(.up)))
        let cellsAcross = mask.columns.count / cell + 1
        var candidates: [Candidate] = []
        let (left, top) = (max(1, mask.columns.lowerBound), max(1, mask.rows.lowerBound))
        let right = min(level.width - side - 1, mask.columns.upperBound - side)
        let bottom = min(level.height - side - 1, mask.rows.upperBound - side)
        guard left <= right, top <= bottom else { return [] }
        for y in stride(from: top, through: bottom, by: side / 2) {
            for x in stride(from: left, through: right, by: side / 2) where mask.isFixed(x: x, y: y, side: side) {
                guard let patch = RegistrationPatch(level: level, x: x, y: y) else { continue }
                let column = (x + side / 2 - mask.columns.lowerBound) / cell
                let row = (y + side / 2 - mask.rows.lowerBound) / cell
                candidates.append(Candidate(patch: patch, cell: row * cellsAcross + column, merit: merit(patch)))
            }
        }
        return candidates
    }

    /// The smaller eigenvalue of the normal matrix, and a little of the larger: a corner is worth more than an edge.
    private static func merit(_ patch: RegistrationPatch) -> Float {
        let mean = (patch.xx + patch.yy) / 2
        let difference = (patch.xx - patch.yy) / 2
        let half = (difference * difference + patch.xy * patch.xy).squareRoot()
        return patch.weight * (mean - half + (mean + half) / 8)
    }

    /// Whether two patches share more than half their pixels.
    private static func crowds(_ a: RegistrationPatch, _ b: RegistrationPatch) -> Bool {
        let side = RegistrationLimits.patch
        let (across, down) = (side - abs(a.x - b.x), side - abs(a.y - b.y))
        return across > 0 && down > 0 && 2 * across * down > side * side
    }
}
