// What was used in working hours and outside of them, each exactly. Stretches of which nothing is known are told and belong to neither.

import Recognition

/// The use of a period by working hours.
public struct ShiftUse: Sendable, Equatable {
    /// What was used in working hours; nil where it is more than an index can hold.
    public private(set) var inside: Index?
    /// What was used outside of them.
    public private(set) var outside: Index?
    /// Milliseconds of which nothing is known.
    public private(set) var unknown: Int64 = 0
    /// The standard deviation of both.
    public private(set) var deviation = 0.0
    /// The parts of the whole period, for whoever wants to look them up.
    public private(set) var parts: [SumPart] = []

    /// The use of a sum from one instant to another.
    public init(
        _ sum: MeterSum, _ readings: [RegisterName: UsageSeries], shift: ShiftTimes, from: Timestamp, to: Timestamp,
        zone: LocalTime
    ) {
        self.init(sum, CountedReadings(readings, of: sum.terms), shift: shift, from: from, to: to, zone: zone)
    }

    init(
        _ sum: MeterSum, _ counted: CountedReadings, shift: ShiftTimes, from: Timestamp, to: Timestamp, zone: LocalTime
    ) {
        let borders = shift.borders(from: from, to: to, zone: zone)
        var usages: [Bool: [Index?]] = [:]
        // What a reading at a border is off is off for both sides of it.
        var variance = 0.0
        for interval in sum.intervals(counted, borders: borders, reach: Self.reach) {
            guard let usage = interval.usage else {
                unknown += interval.to.milliseconds - interval.from.milliseconds
                continue
            }
            usages[shift.isShift(at: interval.from, zone: zone), default: []].append(usage)
            variance += interval.deviation * interval.deviation
        }
        let nought = Index(units: 0, decimals: 0)
        inside = SumInterval.exact((usages[true] ?? []) + [nought])
        outside = SumInterval.exact((usages[false] ?? []) + [nought])
        deviation = variance.squareRoot()
        parts = sum.intervals(counted, borders: [from, to], reach: Self.reach).first?.parts ?? []
    }

    /// The share that was used outside of working hours; nil where nothing was used for sure.
    public var share: Double? {
        guard let inside = inside?.value, let outside = outside?.value,
            inside + outside > deviation * Limits.balanceSure
        else { return nil }
        return outside / (inside + outside)
    }
    /// By how much that may be off.
    public var shareUncertainty: Double? {
        guard let share, let outside = outside?.value, outside > 0 else { return share.map { _ in 0 } }
        return deviation * Limits.balanceStated * share / outside
    }

    /// How far from a border a reading may lie.
    private static let reach: Int64 = 3_600_000
}
