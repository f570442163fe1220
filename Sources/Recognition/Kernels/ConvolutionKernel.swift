// One convolution layer at work: tiles of 4×4 places, the inputs of a few transformed (see Winograd), multiplied with the
// transformed taps, a group of tiles at a time, transformed back, and the maximum taken on the way out. Nothing is allocated.

/// A 3×3 convolution with ReLU and 2×2 maximum, as sizes and packed weights. All distances are in vectors of four.
struct ConvolutionKernel: LayerKernel {
    /// Factors of a tile.
    static let factorCount = Winograd.tile * Winograd.tile
    /// Tiles that are transformed and multiplied together: enough to use weights twice, few enough for the cache.
    private static let groupMax = 4

    /// Channels that it reads.
    var inputs: Int
    /// Vectors of a place that it reads, and from one row of places to the next.
    var (depth, pitch): (Int, Int)
    /// Vectors of a place that it writes, from one row of places to the next, and from the start to the first place.
    var (targetDepth, targetPitch, targetStart): (Int, Int, Int)
    /// Places that it writes.
    var (width, height): (Int, Int)
    /// The transformed taps, a packed matrix for each factor; of a single input, all factors packed in pairs.
    var factors: UnsafePointer<SIMD4<Float>>
    var bias: UnsafePointer<SIMD4<Float>>

    /// Vectors that the transformed inputs of a tile take.
    private var inputVectors: Int { Self.factorCount &* depth }
    /// Vectors that the products of a tile take: every factor the room of a `Widest`, so that all are equally far apart.
    private var productVectors: Int {
        Self.factorCount &* ((targetDepth &+ Widest.vectors &- 1) / Widest.vectors &* Widest.vectors)
    }

    /// Vectors that `apply` needs to work in, in any module.
    static func workVectors(depth: Int, targetDepth: Int) -> Int {
        factorCount * (2 + groupMax * (depth + (targetDepth + 1) / 2 * 2))
    }

    /// Applies the layer to the map whose border begins at `values`; writes only places that carry values.
    func apply(
        _ values: UnsafePointer<SIMD4<Float>>, to result: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let rows = work
        let products = rows + Self.factorCount * Widest.vectors
        let transformed = products + Self.groupMax &* productVectors
        let across = (width + 1) / 2
        let tiles = across &* ((height + 1) / 2)
        for first in stride(from: 0, to: tiles, by: Self.groupMax) {
            let count = min(Self.groupMax, tiles &- first)
            for i in 0..<count {
                let (y, x) = ((first &+ i) / across, (first &+ i) % across)
                let corner = values + (y &* pitch &+ x &* depth) &* Winograd.step
                let transformed = transformed + i &* inputVectors
                LaneWalk.over(
                    depth, widest: { transform(Widest.self, corner + $0, to: transformed + $0, rows) },
                    four: { transform(SIMD4.self, corner + $0, to: transformed + $0, rows) })
            }
            if inputs > 1 { multiply(transformed, to: products, count: count) }
            for i in 0..<count {
                let (y, x) = ((first &+ i) / across, (first &+ i) % across)
                let corner = result + (targetStart &+ 2 &* (y &* targetPitch &+ x &* targetDepth))
                let rows = min(2, height &- 2 &* y)
                let right = 2 &* x &+ 1 < width
                if inputs > 1 {
                    let products = products + i &* productVectors
                    LaneWalk.over(
                        targetDepth, widest: { finish(Widest.self, products, $0, to: corner, rows, right) },
                        four: { finish(SIMD4.self, products, $0, to: corner, rows, right) })
                } else {
                    // The one input stands in all four lanes: its products are not worth the way through memory.
                    let transformed = transformed + i &* inputVectors
                    LaneWalk.over(
                        targetDepth, widest: { finishOne(Widest.self, transformed, $0, to: corner, rows, right) },
                        four: { finishOne(SIMD4.self, transformed, $0, to: corner, rows, right) })
                }
            }
        }
    }

    /// The inputs of one tile to factors: along the rows, then along the columns.
    @inline(__always)
    private func transform<V: Lanes>(
        _ lanes: V.Type, _ corner: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        _ rows: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        var (from, to) = (corner, rows)
        for _ in 0..<Winograd.tile {
            Winograd.input(V.self, from, depth, to: to, V.vectors)
            from += pitch
            to += Winograd.tile * V.vectors
        }
        var out = target
        for column in 0..<Winograd.tile {
            Winograd.input(
                V.self, rows + column * V.vectors, Winograd.tile * V.vectors, to: out, Winograd.tile &* depth)
            out += depth
        }
    }

    /// Factor by factor the products of a group of tiles with the taps.
    private func multiply(
        _ transformed: UnsafePointer<SIMD4<Float>>, to products: UnsafeMutablePointer<SIMD4<Float>>, count: Int
    ) {
        let product = LaneProduct(vectors: targetDepth, run: inputs)
        let step = inputs &* targetDepth
        // An odd last tile is its own neighbour.
        func tile(_ number: Int) -> Int { min(number, count &- 1) }
        let (in1, in2, in3) = (tile(1) &* inputVectors, tile(2) &* inputVectors, tile(3) &* inputVectors)
        let (out1, out2, out3) = (tile(1) &* productVectors, tile(2) &* productVectors, tile(3) &* productVectors)
        var (from, to, weights) = (transformed, products, factors)
        for _ in 0..<Self.factorCount {
            let sources = (
                LaneProduct.numbers(from), LaneProduct.numbers(from + in1), LaneProduct.numbers(from + in2),
                LaneProduct.numbers(from + in3)
            )
            product.multiply(
                sources, weights, to: (to, to + out1, to + out2, to + out3), count: count, pitch: Self.factorCount)
            from += depth
            to += Widest.vectors
            weights += step
        }
    }

    /// Some outputs of one tile from its products.
    @inline(__always)
    private func finish<V: Lanes>(
        _ lanes: V.Type, _ products: UnsafePointer<SIMD4<Float>>, _ at: Int,
        to corner: UnsafeMutablePointer<SIMD4<Float>>, _ rows: Int, _ right: Bool
    ) {
        let products = products + at &* Self.factorCount
        settle(V(at: bias + at), to: corner + at, rows, right) { V(at: products + $0 &* Widest.vectors) }
    }

    /// Some outputs of one tile from the factors of the single input.
    @inline(__always)
    private func finishOne<V: Lanes>(
        _ lanes: V.Type, _ transformed: UnsafePointer<SIMD4<Float>>, _ at: Int,
        to corner: UnsafeMutablePointer<SIMD4<Float>>, _ rows: Int, _ right: Bool
    ) {
        let weights = factors + ((at & ~1) &* Self.factorCount &+ (at & 1))
        settle(V(at: bias + at), to: corner + at, rows, right) {
            V(repeatingAt: transformed + $0) * V(at: weights + 2 &* $0)
        }
    }

    /// The products of all factors to outputs, each 2×2 block of them to its maximum, bias and ReLU.
    @inline(__always)
    private func settle<V: Lanes>(
        _ bias: V, to corner: UnsafeMutablePointer<SIMD4<Float>>, _ rows: Int, _ right: Bool,
        _ product: (_ factor: Int) -> V
    ) {
        withUnsafeTemporaryAllocation(of: V.self, capacity: Winograd.tile * Winograd.step) { columns in
            let columns = columns.baseAddress!
            for column in 0..<Winograd.tile {
                let four = Winograd.output { product($0 &* Winograd.tile &+ column) }
                columns[column] = four.0
                columns[Winograd.tile &+ column] = four.1
                columns[2 &* Winograd.tile &+ column] = four.2
                columns[3 &* Winograd.tile &+ column] = four.3
            }
            var (from, out) = (columns, corner)
            for _ in 0..<rows {
                let upper = Winograd.output { from[$0] }
                let lower = Winograd.output { from[Winograd.tile &+ $0] }
                let left = upper.0.greater(upper.1).greater(lower.0.greater(lower.1))
                (left + bias).greater(V()).store(out)
                if right {
                    let right = upper.2.greater(upper.3).greater(lower.2.greater(lower.3))
                    (right + bias).greater(V()).store(out + targetDepth)
                }
                from += 2 * Winograd.tile
                out += targetPitch
            }
        }
    }
}
