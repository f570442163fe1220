// Finds a flow beyond all that this meter has seen in the last weeks, from the first pair of readings that shows it.

import Recognition

/// Watches for bursts.
struct BurstWatch: Sendable, Equatable {
    private var day: Int64?
    private var peak = 0.0
    private var peaks = RecentDays(capacity: Limits.habitDays)
    private(set) var open: Warning?
    private var limit = 0.0

    /// Takes in a step; what is to be told, if anything.
    mutating func add(_ step: WarningStep, _ rules: WarningRules) -> WarningEvent? {
        // At least so much, for both indexes are cut off.
        let hourly = Double(max(0, step.units - 1)) / step.hours
        if let warning = open {
            guard hourly < limit / 2 else { return nil }
            open = nil
            return .over(warning, at: step.to.at, .ended)
        }
        turn(to: step.local.floorDivided(by: 86_400_000))
        let highest = max(peak, peaks.largest() ?? 0)
        let isKnown = peaks.count >= Limits.burstDaysMin
        let least = rules.burstUnits
        limit =
            least * (isKnown ? min(max(1, highest * Limits.burstFactor / least), Limits.burstSure) : Limits.burstSure)
        guard hourly >= limit, step.units >= Limits.burstUnitsMin else {
            peak = max(peak, hourly)
            return nil
        }
        let warning = Warning(
            .burst, first: step.from, last: step.to, found: hourly * rules.resolution,
            usual: isKnown ? highest * rules.resolution : nil, unit: rules.unit)
        open = warning
        // Whoever draws so much again and again is used to it.
        peak = max(peak, min(hourly, limit))
        return .began(warning)
    }

    private mutating func turn(to today: Int64) {
        defer { day = today }
        guard let day, today > day else { return }
        peaks.push(peak)
        peak = 0
    }
}
