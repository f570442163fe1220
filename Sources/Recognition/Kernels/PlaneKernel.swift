// One convolution of the needle network at work, up to four neighbouring angles at a time.

/// A convolution, circular along the angle, with ReLU, as sizes and packed weights.
struct PlaneKernel: LayerKernel {
    /// The most angles that a layer looks at.
    static let tapsMax = 5
    /// Angles that are worked out together.
    private static let groupMax = 4
    /// Vectors that `apply` needs to work in: a pointer for each tap of each angle.
    static let workVectors = groupMax * tapsMax

    /// Angles that it reads, numbers in a row of them, and input angles per output angle.
    var (inputAngles, inputPitch, stride): (Int, Int, Int)
    /// Angles that it writes, vectors of four in a row of them, and empty vectors at both ends.
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
        let sources = UnsafeMutableRawPointer(work).assumingMemoryBound(to: LaneProduct.Sources.self)
        for angle in Swift.stride(from: 0, to: angles, by: Self.groupMax) {
            let count = min(Self.groupMax, angles &- angle)
            // An angle beyond the last is not looked at.
            func number(_ place: Int) -> Int { angle &+ min(place, count &- 1) }
            for tap in 0..<taps {
                func input(_ place: Int) -> UnsafePointer<Float> {
                    numbers + inputAngle(number(place), tap) &* inputPitch
                }
                sources[tap] = (input(0), input(1), input(2), input(3))
            }
            for place in 0..<count {
                let row = target + (angle &+ place) &* pitch
                for i in 0..<margin { (row[i], row[pitch &- 1 &- i]) = (.zero, .zero) }
            }
            func output(_ place: Int) -> UnsafeMutablePointer<SIMD4<Float>> {
                target + (number(place) &* pitch &+ margin)
            }
            var out = (output(0), output(1), output(2), output(3))
            for _ in 0..<rows {
                product.rectified(taps: taps, sources, weights, start: bias, to: out, count: count)
                out = (out.0 + vectors, out.1 + vectors, out.2 + vectors, out.3 + vectors)
                for tap in 0..<taps {
                    let at = sources[tap]
                    sources[tap] = (at.0 + step, at.1 + step, at.2 + step, at.3 + step)
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
