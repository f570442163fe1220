// A disagreement between the register and its pulses: how much, since when, and what may be the cause.

import Recognition

/// What the pulses of a span say against the index.
public struct PulseFinding: Sendable, Equatable {
    /// What may be wrong.
    public enum Cause: Sendable, Equatable {
        /// Not one pulse came.
        case silence
        /// So many times the pulses that the weight lets expect: one of 10, 2, 5, 4, 2.5 or a tenth, a half … of them.
        case factor(Double)
        /// Single pulses are lost.
        case lost
        /// Single pulses are counted that were none.
        case doubled
    }

    /// What one pulse should stand for.
    public let weight: Index
    /// By how much the register moved.
    public let moved: Index
    /// Pulses that were counted.
    public let counted: Int64
    /// The span that it was found in.
    public let from: Timestamp
    /// The reading with which it was found.
    public let to: Timestamp
    /// What it may be wrong by although all is well, in the places of `moved`.
    let limit: Int64

    init(_ output: PulseOutput, from start: PulsePoint, to end: PulsePoint) {
        weight = output.weight
        moved = Index(units: end.index - start.index, decimals: output.places)
        counted = end.count - start.count
        (from, to, limit) = (start.at, end.at, output.limit)
    }

    /// What was stored.
    init(weight: Index, moved: Index, counted: Int64, from: Timestamp, to: Timestamp, limit: Int64) {
        (self.weight, self.moved, self.counted, self.from, self.to, self.limit) = (
            weight, moved, counted, from, to, limit
        )
    }

    private var unit: Int64 { weight.scaled(to: moved.decimals) }

    /// What the register moved beyond what was counted, in the places of `moved`.
    var deviation: Int64 { moved.units &- counted &* unit }

    /// True when pulses are missing, false when there are too many.
    public var isMissing: Bool { deviation > 0 }

    /// By how much the two differ, in the unit of the index; always positive.
    public var size: Index { Index(units: Int64(clamping: deviation.magnitude), decimals: moved.decimals) }

    /// Pulses that are missing or too many; known to about one pulse.
    public var pulses: Double { Double(deviation.magnitude) / Double(unit) }

    /// Pulses that the register's movement stands for.
    public var expected: Double { Double(moved.units) / Double(unit) }

    /// Counted pulses for each that was expected; nil if none was.
    public var ratio: Double? { expected > 0 ? Double(counted) / expected : nil }

    /// What may be the cause.
    public var cause: Cause {
        if isMissing, counted == 0 { return .silence }
        if let factor { return .factor(factor) }
        return isMissing ? .lost : .doubled
    }

    /// The weight that would make index and pulses agree, where that is a likely one.
    public var likelyWeight: Index? {
        guard case .factor(let factor) = cause else { return nil }
        // Enough places for a tenth of a thousandth of the weight.
        let places = min(weight.decimals + 5, 15)
        let units = (Double(weight.scaled(to: places)) / factor).rounded()
        guard units >= 1, units < 1e17 else { return nil }
        var likely = Index(units: Int64(units), decimals: places)
        while likely.decimals > 0, likely.units % 10 == 0 {
            likely = Index(units: likely.units / 10, decimals: likely.decimals - 1)
        }
        return likely
    }

    /// True for an error that shows within few pulses.
    var isGross: Bool { cause == .silence || factor != nil }

    /// Share by which the ratio may be wrong.
    private var doubt: Double {
        let fewer = min(Double(counted), expected)
        return fewer > 0 ? Double(limit) / Double(unit) / fewer : .infinity
    }

    /// True when there are pulses enough to say what kind of error it is.
    var isClear: Bool {
        let more = max(Double(counted), expected)
        guard more >= Double(Limits.pulsesClear) else { return false }
        if isMissing, counted == 0 { return true }
        guard let ratio else { return more >= Double(Limits.pulsesClearMax) }
        if doubt <= Limits.ratioDoubtMax || more >= Double(Limits.pulsesClearMax) { return true }
        return ratio > 1 / Limits.factorLeast && ratio < Limits.factorLeast
    }

    /// The likely factor between pulses and weight, if it is none by chance.
    private var factor: Double? {
        guard let ratio, ratio > 0, doubt <= Limits.ratioDoubtMax else { return nil }
        guard ratio >= Limits.factorLeast || ratio <= 1 / Limits.factorLeast else { return nil }
        var best: Double?
        for power in [1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100, 1000] {
            for step in [1, 2, 2.5, 4, 5] where step * power != 1 {
                let factor = step * power
                if abs(ratio / factor - 1) < abs(ratio / (best ?? .infinity) - 1) { best = factor }
            }
        }
        return best.flatMap { abs(ratio / $0 - 1) <= Limits.factorOff + doubt ? $0 : nil }
    }
}
