// The first layer of the needle network at work: from one number a place to a few channels, five angles × three radii, every
// second radius. Two neighbouring angles are worked out together by Winograd's filtering with five taps, which shares the six
// inputs' transform with that of three.

/// The first layer of the needle network as sizes and packed weights.
struct EdgesKernel: LayerKernel {
    /// Radii that are looked at.
    static let radii = 3
    /// Vectors that hold a row of the grid: known here, so that the factors lie at known distances.
    private static let rowVectors = 6
    /// Numbers of the longest row that fits.
    static let gridPitchMax = 4 * rowVectors
    /// Vectors that `apply` needs to work in.
    static let workVectors = Winograd.tile * rowVectors

    /// Angles of the grid, an even number.
    var angles: Int
    /// Numbers of a row of the grid.
    var gridPitch: Int
    /// Radii that it writes.
    var places: Int
    /// Vectors of four of a place that it writes.
    var vectors: Int
    /// For each factor and radius a row, packed in pairs.
    var weights: UnsafePointer<SIMD4<Float>>
    var bias: UnsafePointer<SIMD4<Float>>

    /// The layer with ReLU. Rows of the result begin and end with an empty place; `grid` has room for two vectors behind it.
    func apply(
        _ grid: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let pitch = (places &+ 2) &* vectors
        let numbers = LaneProduct.numbers(work)
        for angle in stride(from: 0, to: angles, by: 2) {
            transform(UnsafeRawPointer(grid), angle, to: work)
            let (first, second) = (target + angle &* pitch, target + (angle &+ 1) &* pitch)
            for i in 0..<vectors {
                (first[i], first[pitch &- 1 &- i]) = (.zero, .zero)
                (second[i], second[pitch &- 1 &- i]) = (.zero, .zero)
            }
            LaneWalk.over(
                vectors, widest: { multiply(Widest.self, numbers, $0, to: first, second) },
                four: { multiply(SIMD4.self, numbers, $0, to: first, second) })
        }
    }

    /// The rows around two angles to factors.
    @inline(__always)
    private func transform(_ grid: UnsafeRawPointer, _ angle: Int, to target: UnsafeMutablePointer<SIMD4<Float>>) {
        let bytes = gridPitch &* MemoryLayout<Float>.stride
        func row(_ offset: Int) -> UnsafeRawPointer {
            let at = angle &+ offset
            return grid + (at < 0 ? at &+ angles : at >= angles ? at &- angles : at) &* bytes
        }
        let (r0, r1, r2, r3, r4, r5) = (row(-2), row(-1), row(0), row(1), row(2), row(3))
        for i in stride(from: 0, to: Self.rowVectors, by: Widest.vectors) {
            func part(_ row: UnsafeRawPointer) -> Widest {
                row.loadUnaligned(fromByteOffset: 16 &* i, as: Widest.self)
            }
            Winograd.input(
                (part(r0), part(r1), part(r2), part(r3), part(r4), part(r5)), to: target + i, Self.rowVectors)
        }
    }

    /// Some outputs of all places of two angles, whose rows begin at `first` and `second`.
    @inline(__always)
    private func multiply<V: Lanes>(
        _ lanes: V.Type, _ numbers: UnsafePointer<Float>, _ at: Int, to first: UnsafeMutablePointer<SIMD4<Float>>,
        _ second: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let weights = weights + ((at & ~1) &* (Winograd.tile * Self.radii) &+ (at & 1))
        let bias = V(at: bias + at)
        var (first, second, numbers) = (first + (vectors &+ at), second + (vectors &+ at), numbers)
        for _ in 0..<places {
            let two = Winograd.outputOfFive { factor in
                let from = numbers + factor &* (4 * Self.rowVectors)
                let weights = weights + factor &* (2 * Self.radii)
                return from[0] * V(at: weights) + from[1] * V(at: weights + 2) + from[2] * V(at: weights + 4)
            }
            (two.0 + bias).greater(V()).store(first)
            (two.1 + bias).greater(V()).store(second)
            first += vectors
            second += vectors
            numbers += 2
        }
    }
}
