// The limits of a value that a gauge shows, and how long it may lie outside of them.

import Recognition

/// Limits on a value.
public struct GaugeBand: Sendable, Equatable {
    /// The least that is right.
    public var low: Index?
    /// The most that is right.
    public var high: Index?
    /// How far inside of its limit it must come to be right again.
    public var hysteresis: Index
    /// Seconds for which it may lie outside.
    public var delay: Double

    /// Limits.
    public init(low: Index?, high: Index?, hysteresis: Index = Index(units: 0, decimals: 0), delay: Double = 0) {
        (self.low, self.high, self.hysteresis, self.delay) = (low, high, hysteresis, delay)
    }

    /// All mistakes; `key` is where the limits stand.
    public func mistakes(_ key: String) -> [CardMistake] {
        var mistakes: [CardMistake] = []
        if low == nil, high == nil {
            mistakes.append(CardMistake(key, "there is no limit", "write low, high, or both"))
        }
        if hysteresis.units < 0 {
            mistakes.append(
                CardMistake(key + ".hysteresis", "\(hysteresis.text) is negative", "write 0 or more"))
        }
        if let low, let high, low >= high {
            mistakes.append(
                CardMistake(key + ".high", "\(high.text) is not above \(low.text)", "write the larger one as high"))
        } else if let low, let high, 2 * hysteresis.value >= high.value - low.value {
            mistakes.append(
                CardMistake(
                    key + ".hysteresis", "with \(hysteresis.text) no value is right again",
                    "write less than half of what lies between low and high"))
        }
        if !(delay >= 0 && delay.isFinite) {
            mistakes.append(CardMistake(key + ".delay", "\(delay) seconds is no time", "write 0 or more"))
        }
        return mistakes
    }

    /// The limit that a value lies beyond; nil where it lies within.
    func limit(passedBy value: Index) -> Index? {
        if let low, value < low { return low }
        if let high, high < value { return high }
        return nil
    }

    /// Whether a value lies within for good.
    func isSafe(_ value: Index) -> Bool {
        func isAbove(_ a: Index, _ b: Index) -> Bool {
            // a ≥ b + hysteresis, exactly.
            let sum = SumInterval.exact([b, hysteresis])
            return sum.map { a >= $0 } ?? false
        }
        return low.map { isAbove(value, $0) } ?? true && high.map { isAbove($0, value) } ?? true
    }
}
