// Chooses the patches of one pyramid level: those whose shift shows most, spread over the fixed part of the area.

/// Chooses patches.
enum RegistrationSelection {
    /// A place for a patch and how well a shift of it would show.
    private struct Candidate {
        var x: Int
        var y: Int
        var cell: Int
        var merit: Float
    }

    /// The best patches of `level` within `mask`, at most `RegistrationLimits.patches`: first the best of every cell of a
    /// grid over the area, then the best of what is left. Where that spares many rows, the lowest are given up for others.
    static func patches(of level: GrayImage, mask: RegistrationMask) -> [RegistrationPatch] {
        let prepared = shortlist(of: level, mask: mask)
        let best = choose(RegistrationLimits.patches, of: prepared)
        let more = choose(RegistrationLimits.patches + RegistrationLimits.sparePatches, of: prepared)
        let higher = raised(more, to: mask.movingEnd)
        let worthwhile = Float(end(of: best)) * (1 - RegistrationLimits.sparedRows)
        return Float(end(of: higher)) <= worthwhile ? higher : best
    }

    /// The best `most` patches, spread over the cells.
    private static func choose(
        _ most: Int, of prepared: [(patch: RegistrationPatch, cell: Int)]
    ) -> [RegistrationPatch] {
        var chosen: [RegistrationPatch] = []
        var taken = [Bool](repeating: false, count: (prepared.map { $0.cell }.max() ?? 0) + 1)
        for spread in [true, false] {
            for (patch, cell) in prepared where chosen.count < most {
                if spread && taken[cell] { continue }
                if chosen.contains(where: { crowds($0, patch) }) { continue }
                taken[cell] = true
                chosen.append(patch)
            }
        }
        return chosen
    }

    /// `patches`, best first, without those to spare: first those that reach furthest below the row `end` are given up, since
    /// a frame is decoded from the top and for their sake alone would have to be decoded further.
    private static func raised(_ patches: [RegistrationPatch], to end: Int) -> [RegistrationPatch] {
        let spare = max(0, patches.count - RegistrationLimits.patches)
        let low = patches.indices.filter { patches[$0].y + RegistrationLimits.patch > end }
        let lowest = low.sorted { patches[$0].y > patches[$1].y }.prefix(spare)
        let rest = patches.indices.filter { !lowest.contains($0) }
        return rest.prefix(RegistrationLimits.patches).map { patches[$0] }
    }

    /// The first row below all `patches`.
    private static func end(of patches: [RegistrationPatch]) -> Int {
        (patches.map { $0.y }.max() ?? 0) + RegistrationLimits.patch
    }

    /// The few most promising places of every cell, prepared, best first.
    private static func shortlist(
        of level: GrayImage, mask: RegistrationMask
    ) -> [(patch: RegistrationPatch, cell: Int)] {
        let candidates = candidates(of: level, mask: mask).sorted { $0.merit > $1.merit }
        var counts = [Int](repeating: 0, count: (candidates.map { $0.cell }.max() ?? 0) + 1)
        var prepared: [(patch: RegistrationPatch, cell: Int)] = []
        for candidate in candidates where counts[candidate.cell] < RegistrationLimits.shortlist {
            guard let patch = RegistrationPatch(level: level, x: candidate.x, y: candidate.y) else { continue }
            counts[candidate.cell] += 1
            prepared.append((patch, candidate.cell))
        }
        return prepared.sorted { $0.patch.merit > $1.patch.merit }
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
                let merit = merit(of: level, x: x, y: y)
                guard merit > 0 else { continue }
                let column = (x + side / 2 - mask.columns.lowerBound) / cell
                let row = (y + side / 2 - mask.rows.lowerBound) / cell
                candidates.append(Candidate(x: x, y: y, cell: row * cellsAcross + column, merit: merit))
            }
        }
        return candidates
    }

    /// The smaller eigenvalue of the structure tensor in units of contrast, and a little of the larger: a corner is worth
    /// more than an edge; 0 where contrast is hardly above noise.
    private static func merit(of level: GrayImage, x: Int, y: Int) -> Float {
        let side = RegistrationLimits.patch
        let width = level.width
        var (sum, square, xx, xy, yy) = (0, 0, 0, 0, 0)
        level.pixels.withUnsafeBufferPointer { pixels in
            for row in y..<(y + side) {
                for at in (row * width + x)..<(row * width + x + side) {
                    let luma = Int(pixels[at])
                    let right = Int(pixels[at + 1]) - Int(pixels[at - 1])
                    let down = Int(pixels[at + width]) - Int(pixels[at - width])
                    sum += luma
                    square += luma * luma
                    xx += right * right
                    xy += right * down
                    yy += down * down
                }
            }
        }
        let count = Float(side * side)
        let energy = Float(square) - Float(sum) * Float(sum) / count
        let least = RegistrationLimits.contrast * RegistrationLimits.contrast * count
        guard energy > least else { return 0 }
        let (mean, difference, mixed) = (Float(xx + yy) / 2, Float(xx - yy) / 2, Float(xy))
        let half = (difference * difference + mixed * mixed).squareRoot()
        return (mean - half + (mean + half) / 8) / (energy + least)
    }

    /// Whether two patches share more than half their pixels.
    private static func crowds(_ a: RegistrationPatch, _ b: RegistrationPatch) -> Bool {
        let side = RegistrationLimits.patch
        let (across, down) = (side - abs(a.x - b.x), side - abs(a.y - b.y))
        return across > 0 && down > 0 && 2 * across * down > side * side
    }
}
