// One fully connected layer, optionally with ReLU.
// It keeps the weights as the kernel wants them, packed once, and tells it the sizes.

/// A dense layer.
struct Dense: Sendable {
    let inputs: Int
    let outputs: Int
    /// [output][input].
    private let weights: [Float]
    private let bias: [Float]
    /// Numbers in memory that the fast path reads.
    private let run: Int
    private let packed: [SIMD4<Float>]
    private let packedBias: [SIMD4<Float>]

    /// A layer with weights [output][input]. `order` tells for each number in memory which input it is, nil for
    /// one that is none; left out: the inputs one after another.
    init(weights: [Float], bias: [Float], order: [Int?]? = nil) {
        let inputs = weights.count / bias.count
        let order = order ?? (0..<inputs).map { $0 }
        outputs = bias.count
        self.inputs = inputs
        self.weights = weights
        self.bias = bias
        run = order.count
        packed = LanePacking.pack(inputs: order.count, outputs: bias.count) { place, output in
            order[place].map { weights[output * inputs + $0] } ?? 0
        }
        packedBias = LanePacking.pack(bias)
    }

    /// Vectors of four that the fast path writes.
    var vectors: Int { packedBias.count }
    /// Vectors of four that the fast path needs to work in.
    var workVectors: Int { (run + 3) / 4 }

    /// The layer; writes `vectors` vectors to `result`.
    func apply(
        _ values: UnsafePointer<SIMD4<Float>>, to result: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>, rectified: Bool, with kernels: Kernels
    ) {
        packed.withUnsafeBufferPointer { packed in
            packedBias.withUnsafeBufferPointer { bias in
                var layer = DenseKernel(
                    run: run, vectors: bias.count, rectified: rectified, weights: packed.baseAddress!,
                    bias: bias.baseAddress!)
                kernels.dense(&layer, values, result, work)
            }
        }
    }

    /// The layer as its definition reads.
    func applyByDefinition(_ values: [Float], rectified: Bool = false) -> [Float] {
        var result = bias
        for output in 0..<outputs {
            for input in 0..<inputs { result[output] += weights[output * inputs + input] * values[input] }
            if rectified && result[output] < 0 { result[output] = 0 }
        }
        return result
    }
}
