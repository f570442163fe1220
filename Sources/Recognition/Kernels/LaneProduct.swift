// Matrix products for both networks: rows of inputs times a matrix whose outputs lie in blocks that fit the registers.
// Two places at a time, which share the loads of the weights. Nothing is allocated.

/// Rows of `run` inputs times a matrix [input][output].
struct LaneProduct {
    private typealias Four = LaneRow<EightOfTwo, EightOfTwo>
    private typealias Six = LaneRow<Four, EightOfTwo>

    /// Vectors of four outputs.
    let vectors: Int
    /// Neighbouring inputs at each tap.
    let run: Int

    /// The products of one row of inputs for each of two places; every eight outputs lie side by side, the next ones `pitch`
    /// vectors for each vector further on.
    @inline(__always)
    func multiply(
        _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ weights: UnsafePointer<SIMD4<Float>>,
        to firstOut: UnsafeMutablePointer<SIMD4<Float>>, _ secondOut: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int
    ) {
        @inline(__always)
        func block<Block: LaneBlock>(_ kind: Block.Type, _ at: Int) {
            var weights = weights + at &* run
            var sums = Block(first[0], second[0], times: weights)
            weights += Block.vectors
            add(first + 1, second + 1, run &- 1, times: &weights, to: &sums)
            sums.store(firstOut + at &* pitch, secondOut + at &* pitch, pitch: pitch)
        }
        var at = 0
        while at < vectors {
            let width = Self.width(vectors &- at)
            switch width {
            case 6: block(Six.self, at)
            case 4: block(Four.self, at)
            case 2: block(EightOfTwo.self, at)
            default: block(LanePair<SIMD4<Float>>.self, at)
            }
            at &+= width
        }
    }

    /// The sums of `taps` rows of inputs for each of two places, from `start` on, without those below zero. Tap t of the
    /// first place lies at `first[t]`, of the second at `second[t]`.
    @inline(__always)
    func rectified(
        taps: Int, _ first: UnsafePointer<UnsafePointer<Float>>, _ second: UnsafePointer<UnsafePointer<Float>>,
        _ weights: UnsafePointer<SIMD4<Float>>, start: UnsafePointer<SIMD4<Float>>,
        to firstOut: UnsafeMutablePointer<SIMD4<Float>>, _ secondOut: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        @inline(__always)
        func block<Block: LaneBlock>(_ kind: Block.Type, _ at: Int) {
            var weights = weights + at &* taps &* run
            var sums = Block(start + at)
            for tap in 0..<taps { add(first[tap], second[tap], run, times: &weights, to: &sums) }
            sums.rectify()
            sums.store(firstOut + at, secondOut + at, pitch: 1)
        }
        var at = 0
        while at < vectors {
            let width = Self.width(vectors &- at)
            switch width {
            case 6: block(Six.self, at)
            case 4: block(Four.self, at)
            case 2: block(EightOfTwo.self, at)
            default: block(LanePair<SIMD4<Float>>.self, at)
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

    /// Adds the products of `count` neighbouring inputs.
    @inline(__always)
    private func add<Block: LaneBlock>(
        _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ count: Int,
        times weights: inout UnsafePointer<SIMD4<Float>>, to sums: inout Block
    ) {
        for input in 0..<count {
            sums.add(first[input], second[input], times: weights)
            weights += Block.vectors
        }
    }
}
