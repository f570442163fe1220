// Winograd's minimal filtering F(4, 3): four neighbouring outputs of a filter with three taps from six inputs with six
// multiplications instead of twelve; along rows and columns, 36 instead of 144. After Lavin and Gray, "Fast Algorithms
// for Convolutional Neural Networks", 2015. It differs from the definition by some 1e-5 of a logit.

/// The three transforms of F(4, 3), along one direction.
enum Winograd {
    /// Inputs of a tile along one direction.
    static let tile = 6
    /// Outputs of a tile along one direction.
    static let step = 4

    /// Six inputs, `pitch` apart, to six factors, `targetPitch` apart.
    @inline(__always)
    static func input<V: Lanes>(
        _ lanes: V.Type, _ source: UnsafePointer<SIMD4<Float>>, _ pitch: Int,
        to target: UnsafeMutablePointer<SIMD4<Float>>, _ targetPitch: Int
    ) {
        let (d0, d1, d2) = (V(at: source), V(at: source + pitch), V(at: source + 2 &* pitch))
        let (d3, d4, d5) = (V(at: source + 3 &* pitch), V(at: source + 4 &* pitch), V(at: source + 5 &* pitch))
        input((d0, d1, d2, d3, d4, d5), to: target, targetPitch)
    }

    /// Six inputs to six factors, `pitch` apart.
    @inline(__always)
    static func input<V: Lanes>(
        _ six: (V, V, V, V, V, V), to target: UnsafeMutablePointer<SIMD4<Float>>, _ pitch: Int
    ) {
        let (d0, d1, d2, d3, d4, d5) = six
        let (even, odd) = (d4 - 4 * d2, d3 - 4 * d1)
        let (near, slope) = (d4 - d2, d3 - d1)
        let twice = slope + slope
        (near + 4 * (d0 - d2)).store(target)
        (even + odd).store(target + pitch)
        (even - odd).store(target + 2 &* pitch)
        (near + twice).store(target + 3 &* pitch)
        (near - twice).store(target + 4 &* pitch)
        (d5 - d3 - (twice + twice)).store(target + 5 &* pitch)
    }

    /// Six products to four outputs.
    @inline(__always)
    static func output<V: Lanes>(_ product: (Int) -> V) -> (V, V, V, V) {
        let (m0, m1, m2) = (product(0), product(1), product(2))
        let (m3, m4, m5) = (product(3), product(4), product(5))
        let (sum, difference) = (m1 + m2, m1 - m2)
        let (farSum, farDifference) = (m3 + m4, m3 - m4)
        let twice = farDifference + farDifference
        return (m0 + sum + farSum, difference + twice, sum + 4 * farSum, difference + 4 * twice + m5)
    }

    /// Six products of a filter with five taps to two outputs: F(2, 5) has the points and so the inputs of F(4, 3).
    @inline(__always)
    static func outputOfFive<V: Lanes>(_ product: (Int) -> V) -> (V, V) {
        let (m0, m1, m2) = (product(0), product(1), product(2))
        let (m3, m4, m5) = (product(3), product(4), product(5))
        let farDifference = m3 - m4
        return (m0 + (m1 + m2) + (m3 + m4), (m1 - m2) + (farDifference + farDifference) + m5)
    }
}
