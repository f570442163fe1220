// One fully connected layer, optionally with ReLU.
// After a ReLU more than half of all inputs are zero: the fast path lists the others first and passes over the rest.

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
        work: UnsafeMutablePointer<SIMD4<Float>>, rectified: Bool
    ) {
        let values = UnsafeRawPointer(values).assumingMemoryBound(to: Float.self)
        let places = UnsafeMutableRawPointer(work).assumingMemoryBound(to: Int32.self)
        var count = 0
        for place in 0..<run {
            places[count] = Int32(truncatingIfNeeded: place)
            count &+= values[place] == 0 ? 0 : 1
        }
        let inputs = Inputs(values: values, places: places, count: count)
        packed.withUnsafeBufferPointer { packed in
            packedBias.withUnsafeBufferPointer { bias in
                var at = 0
                while at < bias.count {
                    let (weights, start, out) = (packed.baseAddress! + at * run, bias.baseAddress! + at, result + at)
                    let width = LanePacking.width(bias.count - at)
                    switch width {
                    case 6: inputs.multiply(LaneRow<LaneRow<Two, Two>, Two>(start), weights, rectified, to: out)
                    case 4: inputs.multiply(LaneRow<Two, Two>(start), weights, rectified, to: out)
                    case 2: inputs.multiply(Two(start), weights, rectified, to: out)
                    default: inputs.multiply(LaneSingle(start), weights, rectified, to: out)
                    }
                    at += width
                }
            }
        }
    }

    private typealias Two = LaneRow<LaneSingle, LaneSingle>

    /// The inputs that are not zero.
    private struct Inputs {
        let values: UnsafePointer<Float>
        let places: UnsafePointer<Int32>
        let count: Int

        @inline(__always)
        func multiply<Block: LaneBlock>(
            _ start: Block, _ weights: UnsafePointer<SIMD4<Float>>, _ rectified: Bool,
            to out: UnsafeMutablePointer<SIMD4<Float>>
        ) {
            var sums = start
            for i in 0..<count {
                let place = Int(places[i])
                sums.add(values[place], 0, times: weights + place &* Block.vectors)
            }
            if rectified { sums.rectify() }
            sums.store(out, out, pitch: 1)
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
