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
    static func input(
        _ source: UnsafePointer<SIMD4<Float>>, _ pitch: Int, to target: UnsafeMutablePointer<SIMD4<Float>>,
        _ targetPitch: Int
    ) {
        let (d0, d1, d2) = (source[0], source[pitch], source[2 &* pitch])
        let (d3, d4, d5) = (source[3 &* pitch], source[4 &* pitch], source[5 &* pitch])
        input((d0, d1, d2, d3, d4, d5), to: target, targetPitch)
    }

    /// Six inputs to six factors, `pitch` apart.
    @inline(__always)
    static func input(
        _ six: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>),
        to target: UnsafeMutablePointer<SIMD4<Float>>, _ pitch: Int
    ) {
        let (d0, d1, d2, d3, d4, d5) = six
        let (even, odd) = (d4 - 4 * d2, d3 - 4 * d1)
        let (near, slope) = (d4 - d2, d3 - d1)
        let twice = slope + slope
        target[0] = near + 4 * (d0 - d2)
        target[pitch] = even + odd
        target[2 &* pitch] = even - odd
        target[3 &* pitch] = near + twice
        target[4 &* pitch] = near - twice
        target[5 &* pitch] = d5 - d3 - (twice + twice)
    }

    /// Six products to four outputs.
    @inline(__always)
    static func output(
        _ product: (Int) -> SIMD4<Float>
    ) -> (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>) {
        let (m0, m1, m2) = (product(0), product(1), product(2))
        let (m3, m4, m5) = (product(3), product(4), product(5))
        let (sum, difference) = (m1 + m2, m1 - m2)
        let (farSum, farDifference) = (m3 + m4, m3 - m4)
        let twice = farDifference + farDifference
        return (m0 + sum + farSum, difference + twice, sum + 4 * farSum, difference + 4 * twice + m5)
    }

    /// Six products of a filter with five taps to two outputs: F(2, 5) has the points and so the inputs of F(4, 3).
    @inline(__always)
    static func outputOfFive(_ product: (Int) -> SIMD4<Float>) -> (SIMD4<Float>, SIMD4<Float>) {
        let (m0, m1, m2) = (product(0), product(1), product(2))
        let (m3, m4, m5) = (product(3), product(4), product(5))
        let farDifference = m3 - m4
        return (m0 + (m1 + m2) + (m3 + m4), (m1 - m2) + (farDifference + farDifference) + m5)
    }

    /// The five taps of a filter to its six factors.
    static func factorsOfFive(_ taps: [Float]) -> [Double] {
        let taps = taps.map { Double($0) }
        func sum(at point: Double) -> Double { taps.reversed().reduce(0) { $0 * point + $1 } }
        return [taps[0] / 4, -sum(at: 1) / 6, -sum(at: -1) / 6, sum(at: 2) / 24, sum(at: -2) / 24, taps[4]]
    }

    /// The nine taps of a filter, row by row, to its 36 factors, row by row.
    static func taps(_ taps: [Float]) -> [Float] {
        let rows = (0..<3).map { factors(taps[3 * $0], taps[3 * $0 + 1], taps[3 * $0 + 2]) }
        let columns = (0..<tile).map { factors(rows[0][$0], rows[1][$0], rows[2][$0]) }
        return (0..<tile * tile).map { Float(columns[$0 % tile][$0 / tile]) }
    }

    /// The three taps of a filter to its six factors.
    static func factors<T: BinaryFloatingPoint>(_ a: T, _ b: T, _ c: T) -> [Double] {
        let (a, b, c) = (Double(a), Double(b), Double(c))
        return [
            a / 4, -(a + b + c) / 6, -(a - b + c) / 6, (a + 2 * b + 4 * c) / 24, (a - 2 * b + 4 * c) / 24, c,
        ]
    }
}
