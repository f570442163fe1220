// One usage for another: the energy for a cubic metre of compressed air, the water for a tonne. Both are sums of registers, reckoned like
// a balance; the quotient is told with what it may be off, and not at all where what it is divided by may be nought.

import Recognition

/// A ratio of two usages.
public struct RatioMeter: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The unit of the ratio, for example `kWh/m³`.
    public var unit: String
    /// What is divided.
    public var numerator: MeterSum
    /// What it is divided by.
    public var denominator: MeterSum
    /// The least that is right.
    public var low: Double?
    /// The most that is right.
    public var high: Double?

    /// A ratio.
    public init(
        name: String, unit: String, numerator: MeterSum, denominator: MeterSum, low: Double? = nil, high: Double? = nil
    ) {
        (self.name, self.unit, self.low, self.high) = (name, unit, low, high)
        (self.numerator, self.denominator) = (numerator, denominator)
    }

    /// The registers of both.
    public var terms: [MeterTerm] { numerator.terms + denominator.terms }

    /// The ratio from each border to the next; see `MeterSum.intervals`.
    public func intervals(
        _ readings: [RegisterName: UsageSeries], borders: [Timestamp], reach: Int64 = .max
    ) -> [RatioInterval] {
        intervals(CountedReadings(readings, of: terms), borders: borders, reach: reach)
    }

    func intervals(_ counted: CountedReadings, borders: [Timestamp], reach: Int64 = .max) -> [RatioInterval] {
        zip(
            numerator.intervals(counted, borders: borders, reach: reach),
            denominator.intervals(counted, borders: borders, reach: reach)
        ).map { RatioInterval(numerator: $0, denominator: $1) }
    }

    /// All mistakes in its limits; those in its members `BalancePlan` finds. `key` is where it stands.
    public func mistakes(_ key: String) -> [CardMistake] {
        guard let low, let high, !(low < high) else { return [] }
        return [CardMistake(key + ".high", "\(high) is not above \(low)", "write the larger one as high")]
    }

    /// The limit that an interval is beyond for sure; nil if none is.
    public func limit(passedBy interval: RatioInterval) -> Double? {
        guard let value = interval.value, let deviation = interval.deviation else { return nil }
        let sure = deviation * Limits.balanceSure
        if let high, value - sure > high { return high }
        if let low, value + sure < low { return low }
        return nil
    }

    /// Whether an interval is within the limits as far as can be told.
    public func isRight(_ interval: RatioInterval) -> Bool {
        interval.value.map { $0 <= high ?? .infinity && $0 >= low ?? -.infinity } ?? false
    }
}
