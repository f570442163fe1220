// One convolution layer: 3×3 with a border of zeros, bias, ReLU, then the maximum of each 2×2 block.
// It keeps the weights as the kernel wants them, transformed and packed once, and tells it the sizes.

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
    /// The transformed taps as `ConvolutionKernel` reads them, then the biases.
    private let packed: [SIMD4<Float>]

    init(inputs: Int, source: MapShape, target: MapShape, taps: [Float], bias: [Float]) {
        self.inputs = inputs
        self.source = source
        self.target = target
        self.taps = taps
        self.bias = bias
        outputs = bias.count
        let transformed = (0..<inputs * bias.count).map { Winograd.taps(Array(taps[9 * $0..<9 * $0 + 9])) }
        let count = ConvolutionKernel.factorCount
        let factors =
            inputs > 1
            ? (0..<count).flatMap { factor in
                LanePacking.pack(inputs: inputs, outputs: bias.count) { transformed[$1 * inputs + $0][factor] }
            } : LanePacking.packPairs(rows: count, outputs: bias.count) { transformed[$1][$0] }
        packed = factors + LanePacking.pack(bias)
    }

    /// Multiplications by the definition.
    var multiplyAdds: Int { source.width * source.height * 9 * inputs * outputs }

    /// Vectors that `apply` needs to work in.
    var workVectors: Int {
        ConvolutionKernel.workVectors(depth: source.depth / 4, targetDepth: target.depth / 4)
    }

    /// Applies the layer to the map at `values`; writes only places of `target` that carry values.
    func apply(
        _ values: UnsafePointer<SIMD4<Float>>, to result: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>, with kernels: Kernels
    ) {
        packed.withUnsafeBufferPointer { packed in
            let weights = packed.baseAddress!
            var layer = ConvolutionKernel(
                inputs: inputs, depth: source.depth / 4, pitch: source.pitch / 4, targetDepth: target.depth / 4,
                targetPitch: target.pitch / 4, targetStart: target.offset(0, 0) / 4, width: target.width,
                height: target.height, factors: weights, bias: weights + (packed.count - target.depth / 4))
            kernels.convolution(&layer, values + source.offset(-1, -1) / 4, result, work)
        }
    }
}
