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

    /// How much the pixels of each row count, from the rim to the middle and back: what a bright spot carries across the
    /// rim would otherwise pass for a shift.
    static let taper = SIMD8<Float>(0.15, 0.5, 0.85, 1, 1, 0.85, 0.5, 0.15)
    /// The sum of all pixels' counts.
    static let mass: Float = 25

    /// Prepares the patch at (`x`, `y`) of `level`, which must leave one pixel on every side; nil if it has no contrast.
    init?(level: GrayImage, x: Int, y: Int) {
        let side = RegistrationLimits.patch
        var (luma, right, down) = (SIMD64<Float>.zero, SIMD64<Float>.zero, SIMD64<Float>.zero)
        var (blur, across, along, counts) = (luma, luma, luma, luma)
        for row in 0..<side {
            for column in 0..<side {
                let i = row * side + column
                let at = (y + row) * level.width + x + column
                let (west, east) = (Float(level.pixels[at - 1]), Float(level.pixels[at + 1]))
                let (north, south) = (Float(level.pixels[at - level.width]), Float(level.pixels[at + level.width]))
                luma[i] = Float(level.pixels[at])
                right[i] = (east - west) / 2
                down[i] = (south - north) / 2
                blur[i] = west + east + north + south - 4 * luma[i]
                across[i] = Float(column)
                along[i] = Float(row)
                counts[i] = RegistrationPatch.taper[row] * RegistrationPatch.taper[column]
            }
        }
        // What a change of light or focus adds to a patch must not look like a shift: a level, a slope, a gain, a blur.
        let level = SIMD64<Float>(repeating: 1 / RegistrationPatch.mass.squareRoot())
        luma -= level * (luma * level * counts).sum()
        let square = (luma * luma * counts).sum()
        let least = RegistrationLimits.contrast * RegistrationLimits.contrast * RegistrationPatch.mass
        guard square > least else { return nil }
        let scale = 1 / square.squareRoot()
        luma *= scale
        right *= scale
        down *= scale
        var nuisances = [level]
        for nuisance in [luma, across, along, blur] {
            var rest = nuisance
            for other in nuisances { rest -= other * (rest * other * counts).sum() }
            let length = (rest * rest * counts).sum()
            if length > 1e-6 { nuisances.append(rest / length.squareRoot()) }
        }
        for nuisance in nuisances {
            right -= nuisance * (right * nuisance * counts).sum()
            down -= nuisance * (down * nuisance * counts).sum()
        }
        self.x = x
        self.y = y
        xx = (right * right * counts).sum()
        xy = (right * down * counts).sum()
        yy = (down * down * counts).sum()
        weight = square / (square + least)
        let trace = max(xx + yy, 1e-9)
        distinction = max(0.02, 4 * (xx * yy - xy * xy) / (trace * trace))
        // With the counts already in them, the rows need only be multiplied with the frame's pixels.
        rows = RegistrationPatch.rows(of: [luma * counts, right * counts, down * counts])
    }

    /// The rows of several tiles, interleaved.
    private static func rows(of tiles: [SIMD64<Float>]) -> [SIMD8<Float>] {
        var rows: [SIMD8<Float>] = []
        for row in 0..<RegistrationLimits.patch {
            for tile in tiles {
                var part = SIMD8<Float>.zero
                for column in 0..<RegistrationLimits.patch { part[column] = tile[row * 8 + column] }
                rows.append(part)
            }
        }
        return rows
    }
}
