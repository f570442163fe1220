// One convolution of the needle network at work, two neighbouring angles at a time.

/// A convolution, circular along the angle, with ReLU, as sizes and packed weights.
struct PlaneKernel: LayerKernel {
    /// The most angles that a layer looks at.
    static let tapsMax = 5
    /// Vectors that `apply` needs to work in.
    static let workVectors = tapsMax

    /// Angles that it reads, numbers in a row of them, and input angles per output angle.
    var (inputAngles, inputPitch, stride): (Int, Int, Int)
    /// Angles that it writes, an even number, vectors of four in a row of them, and empty vectors at both ends.
    var (angles, pitch, margin): (Int, Int, Int)
    /// Radii that it writes for each angle, numbers between the runs of neighbouring ones, and vectors of each.
    var (rows, step, vectors): (Int, Int, Int)
    /// Angles that it looks at, their distance, and the neighbouring numbers that it reads at each of them.
    var (taps, reach, run): (Int, Int, Int)
    var weights: UnsafePointer<SIMD4<Float>>
    var bias: UnsafePointer<SIMD4<Float>>

    /// Applies the layer.
    func apply(
        _ source: UnsafePointer<SIMD4<Float>>, to target: UnsafeMutablePointer<SIMD4<Float>>,
        work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let numbers = LaneProduct.numbers(source)
        let product = LaneProduct(vectors: vectors, run: run)
        let first = UnsafeMutableRawPointer(work).assumingMemoryBound(to: UnsafePointer<Float>.self)
        let second = first + Self.tapsMax
        for angle in Swift.stride(from: 0, to: angles, by: 2) {
            for tap in 0..<taps {
                first[tap] = numbers + inputAngle(angle, tap) &* inputPitch
                second[tap] = numbers + inputAngle(angle &+ 1, tap) &* inputPitch
            }
            let row = target + angle &* pitch
            for i in 0..<margin {
                (row[i], row[pitch &- 1 &- i]) = (.zero, .zero)
                (row[pitch &+ i], row[2 &* pitch &- 1 &- i]) = (.zero, .zero)
            }
            var out = row + margin
            for _ in 0..<rows {
                product.rectified(taps: taps, first, second, weights, start: bias, to: out, out + pitch)
                out += vectors
                for tap in 0..<taps {
                    first[tap] += step
                    second[tap] += step
                }
            }
        }
    }

    /// The input row that tap `tap` of output angle `angle` reads.
    @inline(__always)
    private func inputAngle(_ angle: Int, _ tap: Int) -> Int {
        let at = angle &* stride &+ (tap &- taps / 2) &* reach
        return at < 0 ? at &+ inputAngles : at >= inputAngles ? at &- inputAngles : at
    }
}
