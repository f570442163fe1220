// The simulation's only source of chance: the same seed gives the same meter, day and noise on every machine.
// Generator: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).

/// A small seeded random number generator.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The generator that `seed` stands for.
    public init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SplitMix64.mix(state)
    }

    /// A number in 0 ..< 1.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number between `low` and `high`.
    public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// A whole number in 0 ..< `count`.
    public mutating func choice(_ count: Int) -> Int { Int(unit() * Double(count)) }

    /// Random bits that depend on nothing but the three numbers.
    static func hash(_ seed: UInt64, _ a: Int64, _ b: Int64 = 0) -> UInt64 {
        let first = mix(seed &+ UInt64(bitPattern: a) &* 0x9E37_79B9_7F4A_7C15)
        return mix(first &+ UInt64(bitPattern: b) &* 0xD1B5_4A32_D192_ED03)
    }

    /// A number in 0 ..< 1 that depends on nothing but the three numbers.
    static func unit(_ seed: UInt64, _ a: Int64, _ b: Int64 = 0) -> Double {
        Double(hash(seed, a, b) >> 11) * 0x1p-53
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
