// One small square of the reference at one pyramid level, prepared to be compared with a frame under any light: mean
// and contrast are taken out of it, and out of its gradients, so that a change of light moves nothing.

/// A prepared square of `RegistrationLimits.patch` pixels a side.
struct RegistrationPatch: Sendable {
    /// Left column in the level.
    let x: Int
    /// Top row in the level.
    let y: Int
    /// How strongly a shift shows in the normalised patch: entries of the 2 × 2 normal matrix.
    let xx: Float
    /// See `xx`.
    let xy: Float
    /// See `xx`.
    let yy: Float
    /// Weight of the patch before anything is compared, below 1: less for a patch hardly above noise.
    let weight: Float
    /// What the patch's agreement is worth, 0 … 1: a corner is found at one place only, a line all along itself.
    let distinction: Float
    /// For each row: the normalised pixels, then their gradient to the right, then their gradient down.
    let rows: [SIMD8<Float>]

    /// Prepares the patch at (`x`, `y`) of `level`, which must leave one pixel on every side; nil if it has no contrast.
    init?(level: GrayImage, x: Int, y: Int) {
        let side = RegistrationLimits.patch
        var (luma, right, down, blur) = RegistrationPatch.tiles(of: level, x: x, y: y)
        let flat = RegistrationTile.flat
        luma.remove(flat)
        let square = luma.product(luma)
        let least = RegistrationLimits.contrast * RegistrationLimits.contrast * RegistrationTile.mass
        guard square > least else { return nil }
        let contrast = square.squareRoot()
        luma.divide(by: contrast)
        right.divide(by: contrast)
        down.divide(by: contrast)
        // What a change of light or focus adds to a patch must not look like a shift: a level, a slope, a gain, a blur.
        var nuisances = [flat]
        for nuisance in [luma, RegistrationTile.across, RegistrationTile.downward, blur] {
            var rest = nuisance
            for other in nuisances { rest.remove(other) }
            if let unit = rest.unit { nuisances.append(unit) }
        }
        for nuisance in nuisances {
            right.remove(nuisance)
            down.remove(nuisance)
        }
        self.x = x
        self.y = y
        xx = right.product(right)
        xy = right.product(down)
        yy = down.product(down)
        weight = square / (square + least)
        let trace = max(xx + yy, 1e-9)
        distinction = max(RegistrationLimits.leastDistinction, 4 * (xx * yy - xy * xy) / (trace * trace))
        var rows: [SIMD8<Float>] = []
        rows.reserveCapacity(3 * side)
        for row in 0..<side {
            for tile in [luma, right, down] { rows.append(tile.counted(row: row)) }
        }
        self.rows = rows
    }

    /// Luma, its gradient to the right and down, and what a blur would add, for the patch at (`x`, `y`).
    private static func tiles(
        of level: GrayImage, x: Int, y: Int
    ) -> (luma: RegistrationTile, right: RegistrationTile, down: RegistrationTile, blur: RegistrationTile) {
        let side = RegistrationLimits.patch
        var (luma, right, down) = (RegistrationTile(), RegistrationTile(), RegistrationTile())
        var blur = luma
        for row in 0..<side {
            for column in 0..<side {
                let i = row * side + column
                let at = (y + row) * level.width + x + column
                let (west, east) = (Float(level.pixels[at - 1]), Float(level.pixels[at + 1]))
                let (north, south) = (Float(level.pixels[at - level.width]), Float(level.pixels[at + level.width]))
                luma.values[i] = Float(level.pixels[at])
                right.values[i] = (east - west) / 2
                down.values[i] = (south - north) / 2
                blur.values[i] = west + east + north + south - 4 * luma.values[i]
            }
        }
        return (luma, right, down, blur)
    }

    /// What the patch adds to a placement: the smaller eigenvalue of the normal matrix and a little of the larger.
    var merit: Float {
        let (mean, difference) = ((xx + yy) / 2, (xx - yy) / 2)
        let half = (difference * difference + xy * xy).squareRoot()
        return weight * (mean - half + (mean + half) / 8)
    }
}
