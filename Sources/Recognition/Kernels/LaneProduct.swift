// Matrix products for both networks: rows of inputs times a matrix whose outputs lie in blocks that fit the registers.
// One place at a time, or two that share the loads of the weights. Nothing is allocated.

/// Rows of `run` inputs times a matrix [input][output].
struct LaneProduct {
    private typealias Four = LaneRow<EightOfTwo, EightOfTwo>
    private typealias Six = LaneRow<Four, EightOfTwo>

    /// Vectors of four outputs.
    let vectors: Int
    /// Neighbouring inputs at each tap.
    let run: Int
    /// Rows of neighbouring inputs that go into one place.
    var taps = 1
    /// Vectors from one to the next in the result.
    var pitch = 1
    /// Whether negative sums become zero.
    var rectified = false

    /// Multiplies. Tap t of the first place lies at `first[t]`, of the second at `second[t]`; `start` is what the sums begin
    /// at, a vector for every four outputs, or nil for nothing; `weights` are packed by `LanePacking`.
    @inline(__always)
    func callAsFunction(
        _ first: UnsafePointer<UnsafePointer<Float>>, _ second: UnsafePointer<UnsafePointer<Float>>,
        _ weights: UnsafePointer<SIMD4<Float>>, start: UnsafePointer<SIMD4<Float>>?,
        to firstOut: UnsafeMutablePointer<SIMD4<Float>>, _ secondOut: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        var at = 0
        while at < vectors {
            let width = Self.width(vectors &- at)
            let weights = weights + at &* taps &* run
            let start = start.map { $0 + at }
            let (firstOut, secondOut) = (firstOut + at &* pitch, secondOut + at &* pitch)
            switch width {
            case 6: multiply(Six.self, start, first, second, weights, firstOut, secondOut)
            case 4: multiply(Four.self, start, first, second, weights, firstOut, secondOut)
            case 2: multiply(EightOfTwo.self, start, first, second, weights, firstOut, secondOut)
            default: multiply(LanePair<SIMD4<Float>>.self, start, first, second, weights, firstOut, secondOut)
            }
            at &+= width
        }
    }

    /// Vectors in the next block, when so many are left: as many outputs as two places can keep in the registers of the
    /// smallest boards.
    @inline(__always)
    static func width(_ left: Int) -> Int { left >= 6 ? 6 : left >= 4 ? 4 : left >= 2 ? 2 : 1 }

    /// The numbers in a row of vectors.
    @inline(__always)
    static func numbers(_ vectors: UnsafePointer<SIMD4<Float>>) -> UnsafePointer<Float> {
        UnsafeRawPointer(vectors).assumingMemoryBound(to: Float.self)
    }

    @inline(__always)
    private func multiply<Block: LaneBlock>(
        _ block: Block.Type, _ start: UnsafePointer<SIMD4<Float>>?, _ first: UnsafePointer<UnsafePointer<Float>>,
        _ second: UnsafePointer<UnsafePointer<Float>>, _ weights: UnsafePointer<SIMD4<Float>>,
        _ firstOut: UnsafeMutablePointer<SIMD4<Float>>, _ secondOut: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        var sums: Block
        var weights = weights
        var next = 0
        if let start {
            sums = Block(start)
        } else {
            sums = Block(first[0][0], second[0][0], times: weights)
            weights += Block.vectors
            next = 1
        }
        for tap in 0..<taps {
            let (first, second) = (first[tap], second[tap])
            for input in next..<run {
                sums.add(first[input], second[input], times: weights)
                weights += Block.vectors
            }
            next = 0
        }
        if rectified { sums.rectify() }
        sums.store(firstOut, secondOut, pitch: pitch)
    }
}
