// One fully connected layer at work. After a ReLU more than half of all inputs are zero: where passing over them is worth it, it
// lists the others first. That changes no bit, since a zero adds nothing.

/// A dense layer as sizes and packed weights.
struct DenseKernel: LayerKernel {
    /// Numbers that it reads.
    var run: Int
    /// Vectors of four that it writes.
    var vectors: Int
    /// Whether negative sums become zero.
    var rectified: Bool
    var weights: UnsafePointer<SIMD4<Float>>
    var bias: UnsafePointer<SIMD4<Float>>

    private typealias Four = LaneRow<EightOfOne, EightOfOne>
    private typealias Six = LaneRow<Four, EightOfOne>

    /// Applies the layer.
    func apply(
        _ values: UnsafePointer<SIMD4<Float>>, to result: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let values = LaneProduct.numbers(values)
        let places = UnsafeMutableRawPointer(work).assumingMemoryBound(to: Int32.self)
        var count = 0
        for place in 0..<run {
            places[count] = Int32(truncatingIfNeeded: place)
            count &+= passesOverZeros && values[place] == 0 ? 0 : 1
        }
        let inputs = Inputs(values: values, places: places, count: count)
        var at = 0
        while at < vectors {
            let (weights, start, out) = (weights + at &* run, bias + at, result + at)
            let width = LaneProduct.width(vectors &- at)
            switch width {
            case 6: inputs.multiply(Six(start), weights, rectified, to: out)
            case 4: inputs.multiply(Four(start), weights, rectified, to: out)
            case 2: inputs.multiply(EightOfOne(start), weights, rectified, to: out)
            default: inputs.multiply(LaneSingle<SIMD4<Float>>(start), weights, rectified, to: out)
            }
            at &+= width
        }
    }

    /// The inputs that count.
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
}
