// The residual layers of the needle network: three angles a reach apart, all round the dial.
// Angles a reach apart form one or two rings; four neighbours on a ring are worked out together by Winograd's filtering, two
// such tiles at a time. A ring's last tile begins the ring anew, so that none is cut off.

/// The rings of one reach, and the factors of one layer's weights.
struct NeedleTurn: Sendable {
    /// Tiles of a layer; an even number.
    private static let tiles = 14
    /// Vectors of a place.
    private static let vectors = NeedleWeights.channels.width / 4
    /// Vectors that the factors of a tile take.
    private static let tileVectors = Winograd.tile * vectors
    /// Vectors that `apply` needs to work in: the factors of two tiles and their products.
    static let workVectors = 4 * tileVectors

    /// For each tile the rows that it reads; the second to the fifth are those that it writes.
    private let rows: [Int32]
    /// A packed matrix for each factor, then the biases.
    private let packed: [SIMD4<Float>]

    /// The layer with this reach whose weight of (tap, input, output) is `weight`.
    init(reach: Int, bias: [Float], _ weight: (_ tap: Int, _ input: Int, _ output: Int) -> Float) {
        let (angles, width) = (NeedleWeights.halfAngles, NeedleWeights.channels.width)
        let rings = angles.isMultiple(of: 2) && reach.isMultiple(of: 2) ? 2 : 1
        let length = angles / rings
        let perRing = NeedleTurn.tiles / rings
        rows = (0..<NeedleTurn.tiles).flatMap { tile in
            (0..<Winograd.tile).map { place in
                let along = (tile % perRing * Winograd.step + place - 1 + length) % length
                return Int32((tile / perRing + along * reach) % angles)
            }
        }
        var factors = [[Double]](repeating: [], count: width * width)
        for input in 0..<width {
            for output in 0..<width {
                factors[input * width + output] = Winograd.factors(
                    weight(0, input, output), weight(1, input, output), weight(2, input, output))
            }
        }
        var packed = (0..<Winograd.tile).flatMap { factor in
            LanePacking.pack(inputs: width, outputs: width) { Float(factors[$0 * width + $1][factor]) }
        }
        packed += LanePacking.pack(bias)
        self.packed = packed
    }

    /// The layer with ReLU, added to its input.
    func apply(
        _ source: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let products = work + 2 * Self.tileVectors
        packed.withUnsafeBufferPointer { packed in
            rows.withUnsafeBufferPointer { rows in
                let weights = packed.baseAddress!
                let bias = weights + Winograd.tile * NeedleWeights.channels.width * Self.vectors
                var row = rows.baseAddress!
                for _ in 0..<Self.tiles / 2 {
                    transform(source, row, to: work)
                    transform(source, row + Winograd.tile, to: work + Self.tileVectors)
                    multiply(work, weights, to: products)
                    finish(products, source, row, bias, to: target)
                    finish(products + Self.tileVectors, source, row + Winograd.tile, bias, to: target)
                    row += 2 * Winograd.tile
                }
            }
        }
    }

    /// The inputs of one tile to factors.
    @inline(__always)
    private func transform(
        _ source: UnsafePointer<SIMD4<Float>>, _ rows: UnsafePointer<Int32>,
        to target: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let (r0, r1, r2) = (at(source, rows[0]), at(source, rows[1]), at(source, rows[2]))
        let (r3, r4, r5) = (at(source, rows[3]), at(source, rows[4]), at(source, rows[5]))
        for i in 0..<Self.vectors {
            Winograd.input((r0[i], r1[i], r2[i], r3[i], r4[i], r5[i]), to: target + i, Self.vectors)
        }
    }

    /// Factor by factor the products of two tiles.
    private func multiply(
        _ factors: UnsafePointer<SIMD4<Float>>, _ weights: UnsafePointer<SIMD4<Float>>,
        to products: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let width = NeedleWeights.channels.width
        let product = LaneProduct<LanePair>(vectors: Self.vectors, run: width)
        var (from, to, weights) = (factors, products, weights)
        for _ in 0..<Winograd.tile {
            var first = LaneProduct<LanePair>.numbers(from)
            var second = LaneProduct<LanePair>.numbers(from + Self.tileVectors)
            product(&first, &second, weights, start: nil, to: to, to + Self.tileVectors)
            from += Self.vectors
            to += Self.vectors
            weights += width * Self.vectors
        }
    }

    /// The products of one tile to outputs, with bias and ReLU, added to what was there.
    @inline(__always)
    private func finish(
        _ products: UnsafePointer<SIMD4<Float>>, _ source: UnsafePointer<SIMD4<Float>>, _ rows: UnsafePointer<Int32>,
        _ biases: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let (p1, p2, p3, p4) = (place(rows[1]), place(rows[2]), place(rows[3]), place(rows[4]))
        for i in 0..<Self.vectors {
            let four = Winograd.output { products[$0 &* Self.vectors &+ i] }
            let bias = biases[i]
            target[p1 &+ i] = source[p1 &+ i] + (four.0 + bias).greater(.zero)
            target[p2 &+ i] = source[p2 &+ i] + (four.1 + bias).greater(.zero)
            target[p3 &+ i] = source[p3 &+ i] + (four.2 + bias).greater(.zero)
            target[p4 &+ i] = source[p4 &+ i] + (four.3 + bias).greater(.zero)
        }
    }

    @inline(__always)
    private func place(_ row: Int32) -> Int { Int(truncatingIfNeeded: row) &* Self.vectors }

    @inline(__always)
    private func at(_ source: UnsafePointer<SIMD4<Float>>, _ row: Int32) -> UnsafePointer<SIMD4<Float>> {
        source + place(row)
    }
}
