// Chance that can be repeated, for tests that print their seed: SplitMix64.

/// A generator that is cheap also where nothing is optimised.
struct TestRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from 0 up to, and without, `limit`.
    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int(((mixed ^ (mixed >> 31)) >> 1) % UInt64(limit))
    }
}
