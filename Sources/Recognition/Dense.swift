// One fully connected layer, optionally with ReLU.

/// A dense layer.
struct Dense: Sendable {
    let inputs: Int
    let outputs: Int
    /// [output][input].
    private let weights: [Float]
    private let bias: [Float]

    init(inputs: Int, outputs: Int, weights: [Float], bias: [Float]) {
        self.inputs = inputs
        self.outputs = outputs
        self.weights = weights
        self.bias = bias
    }

    /// The layer on SIMD registers, eight inputs at a time.
    func apply(_ values: [Float], rectified: Bool = false) -> [Float] {
        var result = bias
        values.withUnsafeBufferPointer { source in
            weights.withUnsafeBufferPointer { weights in
                let whole = inputs / 8 * 8
                for output in 0..<outputs {
                    let row = weights.baseAddress! + output * inputs
                    var lanes = SIMD8<Float>.zero
                    var i = 0
                    while i < whole {
                        lanes +=
                            UnsafeRawPointer(row + i).loadUnaligned(as: SIMD8<Float>.self)
                            * UnsafeRawPointer(source.baseAddress! + i).loadUnaligned(as: SIMD8<Float>.self)
                        i += 8
                    }
                    var sum = lanes.sum()
                    while i < inputs {
                        sum += row[i] * source[i]
                        i += 1
                    }
                    result[output] += sum
                    if rectified && result[output] < 0 { result[output] = 0 }
                }
            }
        }
        return result
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
