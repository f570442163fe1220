// How long to pause after a failure: doubling, bounded, and spread, so that a thousand gateways do not come back to a broker
// in the same second.

/// Exponential pauses with jitter. A value without a clock: it is told how long things went well.
public struct Backoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private let stablePeriod: Duration
    private let random: @Sendable () -> Double
    private var failures = 0

    /// - Parameter random: numbers in 0 ..< 1.
    public init(
        limits: UplinkLimits, random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.first = limits.firstPause
        self.longest = limits.longestPause
        self.stablePeriod = limits.stablePeriod
        self.random = random
    }

    /// The pause after a failure: half of the full pause, plus up to another half at random.
    ///
    /// - Parameter success: how long it had worked before this failure; only a stable period makes pauses small again.
    public mutating func pause(afterSuccessOf success: Duration = .zero) -> Duration {
        if success >= stablePeriod { failures = 0 }
        var full = min(first, longest)
        for _ in 0..<failures where full < longest { full = min(full * 2, longest) }
        // Enough doublings for any two limits; without a bound the count itself would grow for ever.
        failures = min(failures + 1, 64)
        return full * (0.5 + 0.5 * random())
    }
}
