// One convolution layer: 3×3 with a border of zeros, bias, ReLU, then the maximum of each 2×2 block.
// The fast path works on tiles of 4×4 places: it transforms the inputs of a few tiles (see Winograd), multiplies them with
// the transformed taps, two tiles at a time, transforms back and takes the maximum on the way out. Nothing is allocated.

/// A 3×3 convolution followed by ReLU and 2×2 maximum.
struct Convolution: Sendable {
    let inputs: Int
    let outputs: Int
    /// The map it is applied to.
    let source: MapShape
    /// The map it writes. A last odd row or column of the source has no block of its own and is left out.
    let target: MapShape
    /// As in the weights file: [output][input][3][3].
    let taps: [Float]
    let bias: [Float]
    /// The transformed taps, a packed matrix for each factor; of a single input, all factors of four outputs after
    /// another.
    private let factors: [SIMD4<Float>]
    private let packedBias: [SIMD4<Float>]

    /// Factors of a tile.
    private static let factorCount = Winograd.tile * Winograd.tile
    /// Tiles that are transformed and multiplied together: enough to use weights twice, few enough for the cache.
    private static let groupMax = 4

    init(inputs: Int, source: MapShape, target: MapShape, taps: [Float], bias: [Float]) {
        self.inputs = inputs
        self.source = source
        self.target = target
        self.taps = taps
        self.bias = bias
        outputs = bias.count
        let transformed = (0..<inputs * bias.count).map { Winograd.taps(Array(taps[9 * $0..<9 * $0 + 9])) }
        if inputs > 1 {
            factors = (0..<Convolution.factorCount).flatMap { factor in
                LanePacking.pack(inputs: inputs, outputs: bias.count) { transformed[$1 * inputs + $0][factor] }
            }
        } else {
            var factors = [SIMD4<Float>](repeating: .zero, count: target.depth / 4 * Convolution.factorCount)
            for output in 0..<bias.count {
                for factor in 0..<Convolution.factorCount {
                    factors[output / 4 * Convolution.factorCount + factor][output % 4] = transformed[output][factor]
                }
            }
            self.factors = factors
        }
        packedBias = LanePacking.pack(bias)
    }

    /// Multiplications by the definition.
    var multiplyAdds: Int { source.width * source.height * 9 * inputs * outputs }

    /// Vectors that the transformed inputs of a tile take.
    private var inputVectors: Int { Convolution.factorCount * source.depth / 4 }
    /// Vectors that the products of a tile take.
    private var productVectors: Int { Convolution.factorCount * target.depth / 4 }
    /// Vectors that `apply` needs to work in.
    var workVectors: Int { Convolution.groupMax * (inputVectors + productVectors) }

    /// Applies the layer to the map at `values`; writes only places of `target` that carry values.
    func apply(
        _ values: UnsafePointer<SIMD4<Float>>, to result: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let products = work
        let transformed = work + Convolution.groupMax * productVectors
        let across = (target.width + 1) / 2
        let tiles = across * ((target.height + 1) / 2)
        for first in stride(from: 0, to: tiles, by: Convolution.groupMax) {
            let count = min(Convolution.groupMax, tiles - first)
            for i in 0..<count {
                let (x, y) = ((first + i) % across * Winograd.step, (first + i) / across * Winograd.step)
                transform(values + source.offset(x - 1, y - 1) / 4, to: transformed + i * inputVectors)
            }
            if inputs > 1 { multiply(transformed, to: products, count: count) }
            for i in 0..<count {
                let (x, y) = ((first + i) % across, (first + i) / across)
                if inputs > 1 {
                    let products = products + i * productVectors
                    finish(to: result, x: x, y: y) { products[$0 &* Convolution.factorCount &+ $1] }
                } else {
                    // The one input stands in all four lanes: its products are not worth the way through memory.
                    let transformed = transformed + i * inputVectors
                    factors.withUnsafeBufferPointer { factors in
                        let weights = factors.baseAddress!
                        finish(to: result, x: x, y: y) {
                            transformed[$1] * weights[$0 &* Convolution.factorCount &+ $1]
                        }
                    }
                }
            }
        }
    }

    /// The inputs of one tile to factors: along the rows, then along the columns, four channels at a time.
    private func transform(_ corner: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>) {
        let vectors = source.depth / 4
        let pitch = source.pitch / 4
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: Convolution.factorCount) { rows in
            let rows = rows.baseAddress!
            for vector in 0..<vectors {
                var (from, to) = (corner + vector, rows)
                for _ in 0..<Winograd.tile {
                    Winograd.input(from, vectors, to: to, 1)
                    from += pitch
                    to += Winograd.tile
                }
                var out = target + vector
                for column in 0..<Winograd.tile {
                    Winograd.input(rows + column, Winograd.tile, to: out, Winograd.tile &* vectors)
                    out += vectors
                }
            }
        }
    }

    /// Factor by factor the products with the taps, two tiles at a time.
    private func multiply(
        _ transformed: UnsafePointer<SIMD4<Float>>, to products: UnsafeMutablePointer<SIMD4<Float>>, count: Int
    ) {
        let vectors = target.depth / 4
        let (depth, tileIn, tileOut) = (source.depth / 4, inputVectors, productVectors)
        let product = LaneProduct<LanePair>(vectors: vectors, run: inputs, pitch: Convolution.factorCount)
        let step = inputs * vectors
        factors.withUnsafeBufferPointer { factors in
            var (from, to, weights) = (transformed, products, factors.baseAddress!)
            for _ in 0..<Convolution.factorCount {
                var tile = 0
                while tile < count {
                    // An odd last tile is its own neighbour.
                    let other = min(tile &+ 1, count &- 1)
                    var first = LaneProduct<LanePair>.numbers(from + tile &* tileIn)
                    var second = LaneProduct<LanePair>.numbers(from + other &* tileIn)
                    product(
                        &first, &second, weights, start: nil, to: to + tile &* tileOut,
                        to + other &* tileOut)
                    tile &+= 2
                }
                from += depth
                to += 1
                weights += step
            }
        }
    }

    /// The products of one tile, all factors of four outputs and then those of the next four, to outputs, each 2×2 block of
    /// them to its maximum, bias and ReLU.
    @inline(__always)
    private func finish(
        to result: UnsafeMutablePointer<SIMD4<Float>>, x: Int, y: Int,
        _ product: (_ vector: Int, _ factor: Int) -> SIMD4<Float>
    ) {
        let vectors = target.depth / 4
        let pitch = target.pitch / 4
        let rows = min(2, target.height - 2 * y)
        let right = 2 * x + 1 < target.width
        let corner = result + target.offset(2 * x, 2 * y) / 4
        packedBias.withUnsafeBufferPointer { biases in
            withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: Winograd.tile * Winograd.step) { columns in
                let columns = columns.baseAddress!
                for vector in 0..<vectors {
                    for column in 0..<Winograd.tile {
                        let four = Winograd.output { product(vector, $0 &* Winograd.tile &+ column) }
                        columns[column] = four.0
                        columns[Winograd.tile &+ column] = four.1
                        columns[2 &* Winograd.tile &+ column] = four.2
                        columns[3 &* Winograd.tile &+ column] = four.3
                    }
                    let bias = biases.baseAddress![vector]
                    var (from, out) = (columns, corner + vector)
                    for _ in 0..<rows {
                        let upper = Winograd.output { from[$0] }
                        let lower = Winograd.output { from[Winograd.tile &+ $0] }
                        out[0] = Convolution.settled(upper.0, upper.1, lower.0, lower.1, bias)
                        if right { out[vectors] = Convolution.settled(upper.2, upper.3, lower.2, lower.3, bias) }
                        from += 2 * Winograd.tile
                        out += pitch
                    }
                }
            }
        }
    }

    /// Maximum, bias and ReLU of a block of outputs.
    @inline(__always)
    private static func settled(
        _ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>, _ bias: SIMD4<Float>
    ) -> SIMD4<Float> {
        (a.greater(b).greater(c.greater(d)) + bias).greater(.zero)
    }
}
