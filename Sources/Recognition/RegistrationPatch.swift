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
    /// For each row: the normalised pixels, then their gradient to the right, then their gradient down.
    let rows: [SIMD8<Float>]

    /// Prepares the patch at (`x`, `y`) of `level`, which must leave one pixel on every side; nil if it has no contrast.
    init?(level: GrayImage, x: Int, y: Int) {
        let side = RegistrationLimits.patch
        let count = Float(side * side)
        var rows = [SIMD8<Float>](repeating: .zero, count: 3 * side)
        var sums = SIMD8<Float>.zero
        for row in 0..<side {
            for column in 0..<side {
                let (px, py) = (x + column, y + row)
                rows[3 * row][column] = Float(level[px, py])
                rows[3 * row + 1][column] = (Float(level[px + 1, py]) - Float(level[px - 1, py])) * 0.5
                rows[3 * row + 2][column] = (Float(level[px, py + 1]) - Float(level[px, py - 1])) * 0.5
            }
            for kind in 0..<3 { sums[kind] += rows[3 * row + kind].sum() }
        }
        var square: Float = 0
        for row in 0..<side {
            for kind in 0..<3 { rows[3 * row + kind] -= SIMD8(repeating: sums[kind] / count) }
            square += (rows[3 * row] * rows[3 * row]).sum()
        }
        let least = RegistrationLimits.contrast * RegistrationLimits.contrast * count
        guard square > least else { return nil }
        let scale = 1 / square.squareRoot()
        var along = SIMD2<Float>.zero
        for row in 0..<side {
            for kind in 0..<3 { rows[3 * row + kind] *= scale }
            along.x += (rows[3 * row] * rows[3 * row + 1]).sum()
            along.y += (rows[3 * row] * rows[3 * row + 2]).sum()
        }
        var normal = SIMD4<Float>.zero
        for row in 0..<side {
            rows[3 * row + 1] -= rows[3 * row] * along.x
            rows[3 * row + 2] -= rows[3 * row] * along.y
            let (right, down) = (rows[3 * row + 1], rows[3 * row + 2])
            normal += SIMD4((right * right).sum(), (right * down).sum(), (down * down).sum(), 0)
        }
        self.x = x
        self.y = y
        (xx, xy, yy) = (normal.x, normal.y, normal.z)
        weight = square / (square + least)
        self.rows = rows
    }
}
