// Numbers for tests that must be the same again for the same seed.

/// Evenly spread numbers between −1 and 1.
struct RandomFloats {
    private var state: UInt32

    init(seed: UInt32) { state = seed }

    /// The next `count` numbers.
    mutating func next(_ count: Int) -> [Float] {
        (0..<count).map { _ in
            state = state &* 1_664_525 &+ 1_013_904_223
            return Float(state >> 8) / Float(1 << 23) - 1
        }
    }
}
