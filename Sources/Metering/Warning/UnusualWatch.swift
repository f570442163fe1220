// Holds the last 24 hours against what the same hours of the week usually take. The profile follows slowly and takes in no single odd
// value whole, so that it learns, forgets and is not spoilt; the days just before count as well, so that a season is no news.

import Recognition

/// Watches for unusual use.
struct UnusualWatch: Sendable, Equatable {
    private var profile = [Double](repeating: 0, count: 168)
    private var weeks = [Int](repeating: 0, count: 168)
    /// Use and expectation of the last 24 hours, oldest first.
    private var used: [Double] = []
    private var expected: [Double] = []
    private var starts: [RegisterCard.Start] = []
    private var days = RecentDays(capacity: Limits.unusualDays)
    private var misses = RecentDays(capacity: Limits.habitDays)
    private(set) var open: Warning?
    private var ending = 0.0

    /// Takes in an hour that is complete with `step`; what is to be told, if anything.
    mutating func add(_ hour: HourTally.Hour, _ step: WarningStep, _ rules: WarningRules, isQuiet: Bool)
        -> WarningEvent?
    {
        let place = hour.ofWeek
        guard let use = hour.use else {
            (used, expected, starts) = ([], [], [])
            return nil
        }
        used.append(use)
        expected.append(profile[place])
        starts.append(step.from)
        let isKnown = weeks[place] >= Limits.profileWeeksMin
        learn(use, at: place)
        guard used.count >= 24 else { return nil }
        if used.count > 24 {
            used.removeFirst()
            expected.removeFirst()
            starts.removeFirst()
        }
        let (sum, usual) = (used.reduce(0, +), expected.reduce(0, +))
        let high = max(usual, days.largest() ?? 0)
        let limit = high * Limits.unusualFactor + Limits.unusualMisses * (misses.median ?? 0) + Limits.unusualUnits
        defer { if hour.ofDay == 23, isQuiet { teach(sum, usual, limit) } }
        if let warning = open {
            guard sum < ending else { return nil }
            open = nil
            return .over(warning, at: step.to.at, .ended)
        }
        guard isKnown, isQuiet, days.count >= Limits.habitDaysMin, sum > limit, let first = starts.first else {
            return nil
        }
        let warning = Warning(
            .unusual, first: first, last: step.to, found: sum * rules.resolution, usual: high * rules.resolution,
            unit: rules.unit)
        open = warning
        ending = (limit + high) / 2
        teach(sum, usual, limit)
        return .began(warning)
    }

    private mutating func learn(_ use: Double, at place: Int) {
        weeks[place] += 1
        let part = max(1 / Double(weeks[place]), Limits.profilePart)
        let old = profile[place]
        let level = profile.reduce(0, +) / 168
        let most = weeks[place] <= Limits.profileWeeksMin ? .infinity : 4 * max(old, level)
        profile[place] = old + (min(use, most) - old) * part
    }

    /// What was so once is less odd the next time, but no single day sets the measure.
    private mutating func teach(_ sum: Double, _ usual: Double, _ limit: Double) {
        days.push(days.count < Limits.habitDaysMin ? sum : min(sum, limit))
        misses.push(abs(sum - usual))
    }
}
