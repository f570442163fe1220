// One convolution layer: 3×3 with a border of zeros, bias, ReLU, then the maximum of each 2×2 block.
// The fast path keeps a block of eight output channels in a SIMD register and two neighbouring places in flight.

/// A 3×3 convolution followed by ReLU and 2×2 maximum.
struct Convolution: Sendable {
    let inputs: Int
    let outputs: Int
    /// Size of the map it is applied to.
    let width: Int
    let height: Int
    /// As in the weights file: [output][input][3][3].
    private let taps: [Float]
    private let bias: [Float]
    /// Repacked: [block of 8 outputs][tap][input], missing outputs zero.
    private let packedTaps: [SIMD8<Float>]
    private let packedBias: [SIMD8<Float>]

    init(inputs: Int, outputs: Int, width: Int, height: Int, taps: [Float], bias: [Float]) {
        self.inputs = inputs
        self.outputs = outputs
        self.width = width
        self.height = height
        self.taps = taps
        self.bias = bias
        let blocks = (outputs + 7) / 8
        var packed = [SIMD8<Float>](repeating: .zero, count: blocks * 9 * inputs)
        var packedBias = [SIMD8<Float>](repeating: .zero, count: blocks)
        for output in 0..<outputs {
            packedBias[output / 8][output % 8] = bias[output]
            for input in 0..<inputs {
                for tap in 0..<9 {
                    packed[(output / 8 * 9 + tap) * inputs + input][output % 8] =
                        taps[(output * inputs + input) * 9 + tap]
                }
            }
        }
        packedTaps = packed
        self.packedBias = packedBias
    }

    /// The layer on SIMD registers. A last odd row or column has no block of its own and is left out.
    func applyPooled(_ map: FeatureMap) -> FeatureMap {
        let padded = paddedByOne(map)
        let outWidth = width / 2
        let outHeight = height / 2
        var values = [Float](repeating: 0, count: outWidth * outHeight * outputs)
        let rowStride = (width + 2) * inputs
        padded.withUnsafeBufferPointer { source in
            packedTaps.withUnsafeBufferPointer { weights in
                values.withUnsafeMutableBufferPointer { target in
                    for block in 0..<packedBias.count {
                        let lanes = min(8, outputs - block * 8)
                        for y in 0..<outHeight {
                            for x in 0..<outWidth {
                                var best = SIMD8<Float>.zero
                                for dy in 0..<2 {
                                    let start = (2 * y + dy) * rowStride + 2 * x * inputs
                                    best = pointwiseMax(
                                        best, twoPlaces(source.baseAddress! + start, weights, block, rowStride))
                                }
                                let place = (y * outWidth + x) * outputs + block * 8
                                for lane in 0..<lanes { target[place + lane] = best[lane] }
                            }
                        }
                    }
                }
            }
        }
        return FeatureMap(width: outWidth, height: outHeight, channels: outputs, values: values)
    }

    /// The greater of two horizontally neighbouring outputs of one block of channels.
    @inline(__always)
    private func twoPlaces(
        _ corner: UnsafePointer<Float>, _ weights: UnsafeBufferPointer<SIMD8<Float>>, _ block: Int, _ rowStride: Int
    ) -> SIMD8<Float> {
        var left = packedBias[block]
        var right = left
        var weight = weights.baseAddress! + block * 9 * inputs
        for tapRow in 0..<3 {
            // The three taps of a row lie side by side in the padded map, inputs innermost.
            let row = corner + tapRow * rowStride
            for i in 0..<3 * inputs {
                left += weight[i] * row[i]
                right += weight[i] * row[i + inputs]
            }
            weight += 3 * inputs
        }
        return pointwiseMax(left, right)
    }

    private func paddedByOne(_ map: FeatureMap) -> [Float] {
        var padded = [Float](repeating: 0, count: (width + 2) * (height + 2) * inputs)
        for y in 0..<height {
            let source = y * width * inputs
            let target = ((y + 1) * (width + 2) + 1) * inputs
            for i in 0..<width * inputs { padded[target + i] = map.values[source + i] }
        }
        return padded
    }

    /// The layer as its definition reads.
    func applyPooledByDefinition(_ map: FeatureMap) -> FeatureMap {
        let outWidth = width / 2
        let outHeight = height / 2
        var values = [Float](repeating: 0, count: outWidth * outHeight * outputs)
        for y in 0..<outHeight * 2 {
            for x in 0..<outWidth * 2 {
                for output in 0..<outputs {
                    let place = (y / 2 * outWidth + x / 2) * outputs + output
                    values[place] = max(values[place], valueByDefinition(map, x, y, output))
                }
            }
        }
        return FeatureMap(width: outWidth, height: outHeight, channels: outputs, values: values)
    }

    private func valueByDefinition(_ map: FeatureMap, _ x: Int, _ y: Int, _ output: Int) -> Float {
        var sum = bias[output]
        for tapRow in 0..<3 {
            for tapColumn in 0..<3 {
                let sourceX = x + tapColumn - 1
                let sourceY = y + tapRow - 1
                guard sourceX >= 0, sourceX < width, sourceY >= 0, sourceY < height else { continue }
                for input in 0..<inputs {
                    sum +=
                        taps[(output * inputs + input) * 9 + tapRow * 3 + tapColumn]
                        * map.values[(sourceY * width + sourceX) * inputs + input]
                }
            }
        }
        return sum
    }
}
