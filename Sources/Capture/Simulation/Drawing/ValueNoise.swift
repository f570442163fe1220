// Smooth random texture for walls, metal and paint.
// The same seed gives the same texture everywhere, without tables.

/// A random height for every point of the plane: lattice noise with smooth interpolation.
struct ValueNoise {
    let seed: UInt64
    /// Distance of lattice points in pixels.
    let cell: Float

    /// A value in 0 … 1.
    func value(_ x: Float, _ y: Float) -> Float {
        let (gx, gy) = ((x / cell).rounded(.down), (y / cell).rounded(.down))
        let (fx, fy) = (ValueNoise.ease(x / cell - gx), ValueNoise.ease(y / cell - gy))
        let (i, j) = (Int64(gx), Int64(gy))
        let top = lattice(i, j) + (lattice(i + 1, j) - lattice(i, j)) * fx
        let bottom = lattice(i, j + 1) + (lattice(i + 1, j + 1) - lattice(i, j + 1)) * fx
        return top + (bottom - top) * fy
    }

    private func lattice(_ i: Int64, _ j: Int64) -> Float {
        Float(SplitMix64.hash(seed, i, j) >> 40) * 0x1p-24
    }

    private static func ease(_ t: Float) -> Float { t * t * (3 - 2 * t) }
}
