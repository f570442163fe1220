// The needle network's weights, read from needle.bin, and the shapes they belong to.
// File, little-endian: "MCN1", UInt32 number of values, UInt32 FNV-1a of the value bytes, then IEEE half floats layer by
// layer: weights [angle tap][inputs of the tap][output], then one bias per output. Batch norm and the calibrated
// temperature are already folded in. The last two layers are the angle logits [24][2] + 2 and "no needle" [48] + 1.

/// Weights in single precision, and the layers.
struct NeedleWeights: Sendable {
    /// Channels after the first, the second and all later layers.
    static let channels = (first: 8, second: 16, width: 24)
    /// Angles after the second layer halved them.
    static let halfAngles = PolarSampler.angles / 2
    /// Dilation of each of the residual layers.
    static let reaches = [1, 2, 4, 8, 12]

    /// All values in file order.
    let values: [Float]
    /// The values of the convolutions before the residual ones in the same places, but each layer's weights packed for
    /// LaneProduct.
    let packed: [SIMD4<Float>]
    /// The convolutions in order.
    let layers: [NeedleLayer]
    /// The first of them, ready to run.
    let edges: NeedleEdges
    /// The residual ones, ready to run.
    let turns: [NeedleTurn]
    /// Where the angle logits' weights start.
    let angleHead: Int
    /// Where the weights of "no needle" start.
    let noneHead: Int

    /// Reads a weights file.
    init(_ file: UnsafeRawBufferPointer) throws(RecognitionError) {
        let layers = Self.shapes()
        var needed = 0
        for layer in layers { needed += layer.weightCount + layer.outputs }
        angleHead = needed
        noneHead = angleHead + Self.channels.width * 2 + 2
        needed = noneHead + Self.channels.width * 2 + 1
        self.layers = layers

        guard file.count >= 12, file[0] == 0x4D, file[1] == 0x43, file[2] == 0x4E, file[3] == 0x31 else {
            throw .notWeights
        }
        let count = Int(Self.word(file, 4))
        guard count == needed, file.count == 12 + 2 * count else {
            throw .wrongSize(bytes: file.count, needed: 12 + 2 * needed)
        }
        var hash: UInt32 = 0x811C_9DC5
        for byte in file[12...] { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        guard hash == Self.word(file, 8) else { throw .damagedWeights }
        var values: [Float] = []
        values.reserveCapacity(count)
        for index in 0..<count {
            let value = WeightReader.widen(UInt16(file[12 + 2 * index]) | UInt16(file[13 + 2 * index]) << 8)
            guard value.isFinite else { throw .damagedWeights }
            values.append(value)
        }
        self.values = values
        let first = layers[0]
        edges = NeedleEdges(bias: Array(values[first.biases..<first.biases + first.outputs])) {
            values[first.weights + ($0 * first.run + $1) * first.outputs + $2]
        }
        turns = layers.filter { $0.residual }.map { layer in
            NeedleTurn(reach: layer.reach, bias: Array(values[layer.biases..<layer.biases + layer.outputs])) {
                values[layer.weights + ($0 * layer.run + $1) * layer.outputs + $2]
            }
        }
        packed = layers.filter { !$0.residual }.flatMap { layer in
            LanePacking.pack(inputs: layer.taps * layer.run, outputs: layer.outputs) { input, output in
                values[layer.weights + input * layer.outputs + output]
            } + LanePacking.pack(Array(values[layer.biases..<layer.biases + layer.outputs]))
        }
    }

    /// The layers with their places in `values`.
    private static func shapes() -> [NeedleLayer] {
        let (first, second, width) = channels
        var start = 0
        var layers: [NeedleLayer] = []
        func add(_ layer: NeedleLayer) {
            var layer = layer
            layer.weights = start
            start += layer.weightCount + layer.outputs
            layers.append(layer)
        }
        // Rows are padded with one empty radius at each end wherever the next layer looks over the edge.
        let grid = NeedlePlane(angles: PolarSampler.angles, pitch: PolarSampler.radii + 2)
        let shrunk = NeedlePlane(angles: PolarSampler.angles, pitch: (PolarSampler.radii / 2 + 2) * first)
        let halved = NeedlePlane(angles: halfAngles, pitch: PolarSampler.radii / 4 * second)
        let turn = NeedlePlane(angles: halfAngles, pitch: width)
        add(NeedleLayer(input: grid, output: shrunk, margin: first, rows: 10, outputs: first, taps: 5, run: 3, step: 2))
        add(
            NeedleLayer(
                input: shrunk, output: halved, rows: 5, outputs: second, taps: 3, run: 3 * first, step: 2 * first))
        add(NeedleLayer(input: halved, output: turn, outputs: width, taps: 1, run: halved.pitch))
        for reach in reaches {
            add(
                NeedleLayer(
                    input: turn, output: turn, outputs: width, taps: 3, reach: reach, run: width, residual: true))
        }
        return layers
    }

    private static func word(_ file: UnsafeRawBufferPointer, _ at: Int) -> UInt32 {
        UInt32(file[at]) | UInt32(file[at + 1]) << 8 | UInt32(file[at + 2]) << 16 | UInt32(file[at + 3]) << 24
    }
}
