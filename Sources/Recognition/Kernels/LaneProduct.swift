// Matrix products for both networks: rows of inputs times a matrix whose outputs lie in blocks that fit the registers.
// Two places at a time share the loads of the weights; four where a block is so small that two would wait for their own sums.
// Nothing is allocated.

/// Rows of `run` inputs times a matrix [input][output].
struct LaneProduct {
    /// Inputs of up to four places; those beyond a count are not looked at.
    typealias Sources = (
        UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>
    )
    /// Outputs of up to four places.
    typealias Targets = (
        UnsafeMutablePointer<SIMD4<Float>>, UnsafeMutablePointer<SIMD4<Float>>, UnsafeMutablePointer<SIMD4<Float>>,
        UnsafeMutablePointer<SIMD4<Float>>
    )
    private typealias Four = LaneRow<EightOfTwo, EightOfTwo>
    private typealias Six = LaneRow<Four, EightOfTwo>

    /// Vectors of four outputs.
    let vectors: Int
    /// Neighbouring inputs at each tap.
    let run: Int

    /// The products of one row of inputs for each of `count` places, two to four; every eight outputs lie side by side, the next
    /// ones `pitch` vectors for each vector further on.
    @inline(__always)
    func multiply(
        _ from: Sources, _ weights: UnsafePointer<SIMD4<Float>>, to: Targets, count: Int, pitch: Int
    ) {
        @inline(__always)
        func two<Block: LaneBlock>(
            _ kind: Block.Type, _ at: Int, _ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>,
            _ firstOut: UnsafeMutablePointer<SIMD4<Float>>, _ secondOut: UnsafeMutablePointer<SIMD4<Float>>
        ) {
            var weights = weights + at &* run
            var sums = Block(first[0], second[0], times: weights)
            for input in 1..<run {
                weights += Block.vectors
                sums.add(first[input], second[input], times: weights)
            }
            sums.store(firstOut + at &* pitch, secondOut + at &* pitch, pitch: pitch)
        }
        @inline(__always)
        func block<Block: LaneBlock>(_ kind: Block.Type, _ at: Int) {
            guard count > 2, Block.vectors <= vectorsOfFour else {
                two(kind, at, from.0, from.1, to.0, to.1)
                if count > 2 { two(kind, at, from.2, from.3, to.2, to.3) }
                return
            }
            var weights = weights + at &* run
            var sums = Block(from.0[0], from.1[0], times: weights)
            var others = Block(from.2[0], from.3[0], times: weights)
            for input in 1..<run {
                weights += Block.vectors
                sums.add(from.0[input], from.1[input], times: weights)
                others.add(from.2[input], from.3[input], times: weights)
            }
            sums.store(to.0 + at &* pitch, to.1 + at &* pitch, pitch: pitch)
            others.store(to.2 + at &* pitch, to.3 + at &* pitch, pitch: pitch)
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

    /// The sums of `taps` rows of inputs for each of `count` places, two to four, from `start` on, without those below zero. Tap t of
    /// the places lies at `from[t]`.
    @inline(__always)
    func rectified(
        taps: Int, _ from: UnsafePointer<Sources>, _ weights: UnsafePointer<SIMD4<Float>>,
        start: UnsafePointer<SIMD4<Float>>, to: Targets, count: Int
    ) {
        @inline(__always)
        func two<Block: LaneBlock>(
            _ kind: Block.Type, _ at: Int, _ isUpper: Bool, _ firstOut: UnsafeMutablePointer<SIMD4<Float>>,
            _ secondOut: UnsafeMutablePointer<SIMD4<Float>>
        ) {
            var weights = weights + at &* taps &* run
            var sums = Block(start + at)
            for tap in 0..<taps {
                let (first, second) = isUpper ? (from[tap].2, from[tap].3) : (from[tap].0, from[tap].1)
                for input in 0..<run {
                    sums.add(first[input], second[input], times: weights)
                    weights += Block.vectors
                }
            }
            sums.rectify()
            sums.store(firstOut + at, secondOut + at, pitch: 1)
        }
        @inline(__always)
        func block<Block: LaneBlock>(_ kind: Block.Type, _ at: Int) {
            guard count > 2, Block.vectors <= vectorsOfFour else {
                two(kind, at, false, to.0, to.1)
                if count > 2 { two(kind, at, true, to.2, to.3) }
                return
            }
            var weights = weights + at &* taps &* run
            var (sums, others) = (Block(start + at), Block(start + at))
            for tap in 0..<taps {
                let from = from[tap]
                for input in 0..<run {
                    sums.add(from.0[input], from.1[input], times: weights)
                    others.add(from.2[input], from.3[input], times: weights)
                    weights += Block.vectors
                }
            }
            sums.rectify()
            others.rectify()
            sums.store(to.0 + at, to.1 + at, pitch: 1)
            others.store(to.2 + at, to.3 + at, pitch: 1)
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
}
