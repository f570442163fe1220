// Numbers from a seed, and seeds from a seed: every workload and every cut has its own, so that each can be had again alone.

/// Numbers from a seed (SplitMix64).
struct CutRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The sequence of one part of a run.
    init(seed: UInt64, part: String, number: Int) {
        state = seed
        for byte in part.utf8 { state = next() ^ UInt64(byte) }
        state = next() ^ UInt64(truncatingIfNeeded: number)
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something happens that does so once in so many times.
    mutating func happens(onceIn times: Int) -> Bool { Int.random(in: 0..<times, using: &self) == 0 }
}
