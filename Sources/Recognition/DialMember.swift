// One network of the committee that reads wheels and segment digits: three 3×3 convolutions with ReLU and 2×2 maximum, two dense
// layers, 101 logits (a hundred tenths and "no dial").
//
// In the weights file: u16 1 if it is shown local contrast, 0 if the luma itself; then for conv1, conv2, conv3, dense1, dense2: an
// f32 step for each output, int8 weights in steps ([out][in][3][3] or [out][channel·row·column]), half floats of bias.

/// A network, ready to run.
struct DialMember: Sendable {
    /// Whether it is shown local contrast; else the luma itself.
    let isShownContrast: Bool
    let convolutions: [Convolution]
    let dense: [Dense]
    let kernels: Kernels
    /// Where in lent memory each convolution's source begins, then the last map, the two dense layers' outputs, and the
    /// room to work in; in vectors.
    private let places: [Int]
    /// Vectors of memory that `logits` is to be lent.
    let memoryVectors: Int

    /// Reads a network whose layers have `sizes` outputs and that reckons with `kernels`.
    init(sizes: [Int], _ reader: inout WeightReader, kernels: Kernels) throws(RecognitionError) {
        self.kernels = kernels
        let shown = try reader.uint16()
        guard shown <= 1 else { throw .damagedWeights }
        isShownContrast = shown == 1
        convolutions = try DialMember.convolutions(channels: Array(sizes[..<3]), &reader)
        let features = convolutions[2].target
        let inputs = features.width * features.height * sizes[2]
        dense = [
            Dense(
                weights: try reader.steps(outputs: sizes[3], inputs: inputs), bias: try reader.halves(sizes[3]),
                order: features.order(channels: sizes[2])),
            Dense(
                weights: try reader.steps(outputs: sizes[4], inputs: sizes[3]), bias: try reader.halves(sizes[4])),
        ]
        let work = (convolutions.map { $0.workVectors } + dense.map { $0.workVectors }).max() ?? 0
        var places: [Int] = []
        var total = 0
        for vectors in convolutions.map({ $0.source.vectors }) + [
            features.vectors, dense[0].vectors, dense[1].vectors, work,
        ] {
            places.append(total)
            total += vectors
        }
        self.places = places
        memoryVectors = total
    }

    private static func convolutions(
        channels: [Int], _ reader: inout WeightReader
    ) throws(RecognitionError) -> [Convolution] {
        var built: [Convolution] = []
        var inputs = 1
        var source = MapShape.padded(width: DialPatch.width, height: DialPatch.height, channels: 1)
        for (number, outputs) in channels.enumerated() {
            let (width, height) = (source.width / 2, source.height / 2)
            let target =
                number + 1 < channels.count
                ? MapShape.padded(width: width, height: height, channels: outputs)
                : MapShape.plain(width: width, height: height, channels: outputs)
            let taps = try reader.steps(outputs: outputs, inputs: inputs * 9)
            built.append(
                Convolution(
                    inputs: inputs, source: source, target: target, taps: taps, bias: try reader.halves(outputs)))
            inputs = outputs
            source = target
        }
        return built
    }

    /// Vectors that the logits take.
    var logitVectors: Int { dense[1].vectors }

    /// Multiply-adds for one look, by the definition.
    var multiplyAdds: Int {
        convolutions.reduce(0) { $0 + $1.multiplyAdds } + dense.reduce(0) { $0 + $1.inputs * $1.outputs }
    }

    /// The logits of the dial with this luma on the network's grid, worked out in lent and prepared memory, where they lie
    /// until the next look.
    func logits(
        _ luma: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<SIMD4<Float>>
    ) -> UnsafeMutablePointer<SIMD4<Float>> {
        let grid = convolutions[0].source
        let (input, pitch) = (memory + grid.offset(0, 0) / 4, grid.pitch / 4)
        if isShownContrast {
            DialPatch.contrast(luma, to: input, pitch: pitch)
        } else {
            DialPatch.normalise(luma, to: input, pitch: pitch)
        }
        let work = memory + places[6]
        for number in 0..<3 {
            convolutions[number].apply(
                memory + places[number], to: memory + places[number + 1], work: work, with: kernels)
        }
        dense[0].apply(memory + places[3], to: memory + places[4], work: work, rectified: true, with: kernels)
        dense[1].apply(memory + places[4], to: memory + places[5], work: work, rectified: false, with: kernels)
        return memory + places[5]
    }

    /// The logits written as the definition reads, one number at a time: what `logits` is held to.
    func logitsByDefinition(_ patch: DialPatch) -> [Float] {
        let input = isShownContrast ? patch.contrast : patch.normalised
        var map = FeatureMap(width: DialPatch.width, height: DialPatch.height, channels: 1, values: input)
        for convolution in convolutions { map = convolution.applyByDefinition(map) }
        return dense[1].applyByDefinition(dense[0].applyByDefinition(map.channelMajor, rectified: true))
    }
}
