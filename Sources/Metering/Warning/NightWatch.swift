// Finds that more is used in the small hours than in any night of the weeks before, several nights in a row, and more of the day's whole:
// a winter that makes all hours grow is none.

import Recognition

/// Watches the small hours.
struct NightWatch: Sendable, Equatable {
    private var night = 0.0
    private var isNightKnown = true
    private var whole = 0.0
    private var from: RegisterCard.Start?
    private var nights = RecentDays(capacity: Limits.habitDays)
    private var shares = RecentDays(capacity: Limits.habitDays)
    private(set) var open: Warning?
    private var limit = 0.0
    private var openNights = 0

    /// Takes in an hour that is complete with `step`; what is to be told, if anything.
    mutating func add(_ hour: HourTally.Hour, _ step: WarningStep, _ rules: WarningRules, isQuiet: Bool)
        -> WarningEvent?
    {
        whole += hour.use ?? 0
        if Limits.nightHours.contains(hour.ofDay) {
            if hour.ofDay == Limits.nightHours.lowerBound { (night, isNightKnown, from) = (0, true, step.from) }
            night += hour.use ?? 0
            isNightKnown = isNightKnown && hour.use != nil
        }
        guard hour.ofDay == Limits.nightHours.upperBound else { return nil }
        defer { whole = 0 }
        guard isNightKnown, let from else { return nil }
        if let warning = open {
            openNights += 1
            let isUsual = openNights > Limits.usualDays
            guard night <= limit || isUsual else { return nil }
            open = nil
            return .over(warning, at: step.to.at, isUsual ? .usual : .ended)
        }
        // A night under another warning teaches nothing.
        guard isQuiet else { return nil }
        nights.push(night)
        shares.push(night / max(whole, 1))
        let span = Limits.nightsInRow
        guard nights.count >= Limits.habitDaysMin + span, let usual = nights.largest(besides: span),
            let share = shares.largest(besides: span)
        else { return nil }
        limit = usual * Limits.nightFactor + Limits.nightUnits
        let isMore = nights.values.suffix(span).allSatisfy { $0 > limit }
        guard isMore, shares.values.suffix(span).allSatisfy({ $0 > share }) else { return nil }
        let warning = Warning(
            .nightUse, first: from, last: step.to, found: night * rules.resolution, usual: usual * rules.resolution,
            unit: rules.unit)
        (open, openNights) = (warning, 0)
        return .began(warning)
    }
}
