// For people who live alone and want somebody to notice: learns for every hour of the day how long nothing has been used by then on the
// last days, and tells when it is longer than it ever was. Days away are announced, and teach nothing.

import Recognition

/// Watches for no use where there always is.
struct HabitWatch: Sendable, Equatable {
    private var still: RegisterCard.Start?
    private var idles = [RecentDays](repeating: RecentDays(capacity: Limits.idleDays), count: 24)
    private var hour: Int64?
    /// What the time without use that is not over yet will have taught by its end.
    private var lesson: [(ofDay: Int, idle: Double)] = []
    private(set) var open: Warning?

    /// Takes in a step; what is to be told, if anything.
    mutating func add(_ step: WarningStep, _ rules: WarningRules, isAway: Bool) -> WarningEvent? {
        let now = step.local.floorDivided(by: 3_600_000)
        let since = still ?? step.from
        // Of what was used between two readings nobody knows when.
        let idle = (step.units > 0 ? step.from : step.to).at.seconds(since: since.at) / 3_600
        // An hour teaches how long it was by its end; where more than one has ended, nobody looked.
        if let hour, now == hour + 1, idle < Limits.idleHabit, !isAway { lesson.append((Self.ofDay(hour), idle)) }
        (hour, still) = (now, since)
        if step.units > 0 || isAway {
            for (ofDay, idle) in lesson where !isAway && lesson.count < Int(Limits.idleHabit) {
                idles[ofDay].push(idle)
            }
            (still, lesson) = (step.to, [])
        }
        if let warning = open, step.units > 0 || isAway {
            open = nil
            return .over(warning, at: step.to.at, isAway ? .dropped : .ended)
        }
        guard !isAway else { return nil }
        let ofDay = Self.ofDay(now)
        guard open == nil, step.units == 0, idles[ofDay].count >= Limits.idleDaysMin, let usual = usual(at: ofDay),
            idle > usual + Limits.idleMargin
        else { return nil }
        let warning = Warning(.noUse, first: since, last: step.to, found: idle, usual: usual, unit: rules.unit)
        open = warning
        return .began(warning)
    }

    static func == (a: HabitWatch, b: HabitWatch) -> Bool {
        a.still == b.still && a.idles == b.idles && a.hour == b.hour && a.open == b.open
            && a.lesson.map(\.ofDay) == b.lesson.map(\.ofDay) && a.lesson.map(\.idle) == b.lesson.map(\.idle)
    }

    private static func ofDay(_ hour: Int64) -> Int { Int(hour - hour.floorDivided(by: 24) * 24) }

    /// The longest time without use at that hour of the day, or at the hours around it.
    private func usual(at ofDay: Int) -> Double? {
        (-Limits.idleHoursBefore...Limits.idleHoursAfter).compactMap { idles[(ofDay + $0 + 24) % 24].largest() }.max()
    }
}
