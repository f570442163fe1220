// The first layer of the needle network at work: from one number a place to a few channels, five angles × three radii, every
// second radius. Two neighbouring angles are worked out together by Winograd's filtering with five taps, which shares the six
// inputs' transform with that of three.

/// The first layer of the needle network as sizes and packed weights.
struct EdgesKernel: LayerKernel {
    /// Radii that are looked at.
    static let radii = 3

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

    /// Vectors that hold a row of the grid, a whole number of `Widest` of any module.
    private var rowVectors: Int { Self.rowVectors(gridPitch: gridPitch) }

    @inline(__always)
    private static func rowVectors(gridPitch: Int) -> Int { (gridPitch &+ 7) / 8 &* 2 }

    /// Vectors that `apply` needs to work in.
    static func workVectors(gridPitch: Int) -> Int { Winograd.tile * rowVectors(gridPitch: gridPitch) }

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
            for place in 0..<places {
                let (from, at) = (numbers + 2 &* place, (place &+ 1) &* vectors)
                LaneWalk.over(
                    vectors, widest: { multiply(Widest.self, from, $0, to: first + at, second + at) },
                    four: { multiply(SIMD4.self, from, $0, to: first + at, second + at) })
            }
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
        let vectors = rowVectors
        for i in stride(from: 0, to: vectors, by: Widest.vectors) {
            func part(_ row: UnsafeRawPointer) -> Widest {
                row.loadUnaligned(fromByteOffset: 16 &* i, as: Widest.self)
            }
            Winograd.input((part(r0), part(r1), part(r2), part(r3), part(r4), part(r5)), to: target + i, vectors)
        }
    }

    /// Some outputs of one place of two angles.
    @inline(__always)
    private func multiply<V: Lanes>(
        _ lanes: V.Type, _ factors: UnsafePointer<Float>, _ at: Int,
        to first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let weights = weights + ((at & ~1) &* (Winograd.tile * Self.radii) &+ (at & 1))
        let step = 4 &* rowVectors
        let two = Winograd.outputOfFive { factor in
            let (from, weights) = (factors + factor &* step, weights + factor &* (2 * Self.radii))
            return from[0] * V(at: weights) + from[1] * V(at: weights + 2) + from[2] * V(at: weights + 4)
        }
        let bias = V(at: bias + at)
        (two.0 + bias).greater(V()).store(first + at)
        (two.1 + bias).greater(V()).store(second + at)
    }
}
