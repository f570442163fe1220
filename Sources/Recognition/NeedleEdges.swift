// The first layer of the needle network: from one number a place to a few channels, five angles × three radii, every second
// radius. It keeps the weights as the kernel wants them, as factors and packed, and tells it the sizes.

/// The first layer's weights as factors.
struct NeedleEdges: Sendable {
    /// Vectors that `apply` needs to work in.
    static let workVectors = EdgesKernel.workVectors

    /// For each factor and radius a row, packed in pairs; then the biases.
    private let packed: [SIMD4<Float>]
    /// Vectors of a place in the result.
    private let vectors: Int

    /// The layer whose weight of (angle, radius, output) is `weight`.
    init(bias: [Float], _ weight: (_ angle: Int, _ radius: Int, _ output: Int) -> Float) {
        precondition(NeedleNetwork.gridPitch <= EdgesKernel.gridPitchMax)
        let (outputs, radii) = (bias.count, EdgesKernel.radii)
        let factors = (0..<radii * outputs).map { at in
            Winograd.factorsOfFive((0..<5).map { weight($0, at / outputs, at % outputs) })
        }
        vectors = (outputs + 3) / 4
        packed =
            LanePacking.packPairs(rows: Winograd.tile * radii, outputs: outputs) { row, output in
                Float(factors[row % radii * outputs + output][row / radii])
            } + LanePacking.pack(bias)
    }

    /// The layer with ReLU. Rows of the result begin and end with an empty place; `grid` has room for two vectors behind it.
    func apply(
        _ grid: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>, with kernels: Kernels
    ) {
        packed.withUnsafeBufferPointer { packed in
            let weights = packed.baseAddress!
            var layer = EdgesKernel(
                angles: PolarSampler.angles, gridPitch: NeedleNetwork.gridPitch, places: PolarSampler.radii / 2,
                vectors: vectors, weights: weights, bias: weights + (packed.count - vectors))
            kernels.edges(&layer, grid, target, work)
        }
    }
}
