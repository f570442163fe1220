// The residual layers of the needle network: three angles a reach apart, all round the dial.
// Angles a reach apart form one or two rings, which are cut into tiles of four neighbours for Winograd's filtering. A ring's
// last tile begins the ring anew, so that none is cut off.

/// The rings of one reach, and the factors of one layer's weights.
struct NeedleTurn: Sendable {
    /// Tiles of a layer.
    private static let tiles = 14
    /// Vectors of a place.
    private static let vectors = NeedleWeights.channels.width / 4
    /// Vectors that `apply` needs to work in.
    static let workVectors = TurnKernel.workVectors(vectors: vectors)

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
        work: UnsafeMutablePointer<SIMD4<Float>>, with kernels: Kernels
    ) {
        packed.withUnsafeBufferPointer { packed in
            rows.withUnsafeBufferPointer { rows in
                let weights = packed.baseAddress!
                var layer = TurnKernel(
                    tiles: NeedleTurn.tiles, vectors: NeedleTurn.vectors, rows: rows.baseAddress!, weights: weights,
                    bias: weights + (packed.count - NeedleTurn.vectors))
                kernels.turn(&layer, source, target, work)
            }
        }
    }
}
