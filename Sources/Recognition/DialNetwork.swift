// The network that reads wheels and segment digits: three 3×3 convolutions with ReLU and 2×2 maximum, two dense layers,
// 101 logits (a hundred tenths and "no dial").
//
// Weights file, little-endian: "MCD1"; u16 × 7: width, height, c1, c2, c3, dense, outputs; f32 temperature; then half
// floats: conv1 [out][in][3][3], bias; conv2; conv3; dense1 [out][channel·row·column], bias; dense2 [101][dense], bias.

/// The dial network, ready to run.
public struct DialNetwork: Sendable {
    /// Channels of the convolutions.
    let channels: [Int]
    /// Width of the hidden dense layer.
    let hidden: Int
    /// Logits are divided by this before the softmax.
    let temperature: Float
    let convolutions: [Convolution]
    let dense: [Dense]

    /// Reads a weights file.
    public init(weights: UnsafeRawBufferPointer) throws(RecognitionError) {
        var reader = WeightReader(weights)
        for expected in [UInt8(ascii: "M"), UInt8(ascii: "C"), UInt8(ascii: "D"), UInt8(ascii: "1")] {
            guard try reader.uint8() == expected else { throw .notWeights }
        }
        guard try reader.uint16() == DialPatch.width, try reader.uint16() == DialPatch.height else {
            throw .notWeights
        }
        var sizes: [Int] = []
        for _ in 0..<5 { sizes.append(Int(try reader.uint16())) }
        guard sizes[4] == Position.steps + 1, sizes.allSatisfy({ $0 > 0 && $0 <= 512 }) else { throw .notWeights }
        channels = [sizes[0], sizes[1], sizes[2]]
        hidden = sizes[3]
        temperature = try reader.float32()
        guard temperature > 0, temperature.isFinite else { throw .damagedWeights }

        var inputs = 1
        var built: [Convolution] = []
        var width = DialPatch.width
        var height = DialPatch.height
        for outputs in channels {
            let taps = try reader.halves(outputs * inputs * 9)
            let bias = try reader.halves(outputs)
            built.append(
                Convolution(inputs: inputs, outputs: outputs, width: width, height: height, taps: taps, bias: bias))
            inputs = outputs
            width /= 2
            height /= 2
        }
        convolutions = built
        let features = inputs * width * height
        let first = Dense(
            inputs: features, outputs: hidden, weights: try reader.halves(hidden * features),
            bias: try reader.halves(hidden))
        let second = Dense(
            inputs: hidden, outputs: sizes[4], weights: try reader.halves(sizes[4] * hidden),
            bias: try reader.halves(sizes[4]))
        dense = [first, second]
        guard reader.isAtEnd else { throw .wrongSize(values: weights.count / 2, needed: reader.position / 2) }
    }

    /// Multiply-adds for one dial.
    public var multiplyAdds: Int {
        convolutions.reduce(0) { $0 + $1.width * $1.height * 9 * $1.inputs * $1.outputs }
            + dense.reduce(0) { $0 + $1.inputs * $1.outputs }
    }

    /// What the dial in `patch` shows.
    public func read(_ patch: DialPatch) -> Position {
        var map = FeatureMap(width: DialPatch.width, height: DialPatch.height, channels: 1, values: patch.normalised)
        for convolution in convolutions { map = convolution.applyPooled(map) }
        return position(logits: dense[1].apply(dense[0].apply(map.channelMajor, rectified: true)))
    }

    /// The same, written as the definition reads, one number at a time: what `read` is held to.
    public func readByDefinition(_ patch: DialPatch) -> Position {
        var map = FeatureMap(width: DialPatch.width, height: DialPatch.height, channels: 1, values: patch.normalised)
        for convolution in convolutions { map = convolution.applyPooledByDefinition(map) }
        return position(
            logits: dense[1].applyByDefinition(dense[0].applyByDefinition(map.channelMajor, rectified: true)))
    }

    private func position(logits: [Float]) -> Position {
        var top = logits[0]
        for logit in logits where logit > top { top = logit }
        var sum: Float = 0
        var exponentials = logits
        for i in 0..<logits.count {
            exponentials[i] = Elementary.exp((logits[i] - top) / temperature)
            sum += exponentials[i]
        }
        let none = exponentials[Position.steps] / sum
        exponentials.removeLast()
        for i in 0..<Position.steps { exponentials[i] /= sum }
        return Position(probabilities: exponentials, none: none)
    }
}
