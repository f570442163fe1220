// For people who live alone and want somebody to notice: learns how long nothing is used from each time of the day on, and tells when it is
// longer than it has been for months from about that time on. Days away are announced, and teach nothing.

import Recognition

/// Watches for no use where there always is.
struct HabitWatch: Sendable, Equatable {
    /// A time without use that ended by itself.
    private struct Pause: Equatable {
        /// Days since 1970 and minutes of the day by the clock on the wall.
        var day: Int32
        var minute: Int16
        /// Minutes without use.
        var length: Int16
    }

    private var still: RegisterCard.Start?
    /// The same by the clock on the wall.
    private var stillLocal: Int64 = 0
    private var pauses: [Pause] = []
    /// Days on which something was used.
    private var days = 0
    private var day: Int64?
    /// The longest known time without use that began as the present one did, in hours.
    private var usual: Double?
    /// A single unit that was used: the next reading shows whether the last place only trembled.
    private var doubt: WarningStep?
    private(set) var open: Warning?

    /// Takes in a step; what is to be told, if anything.
    mutating func add(_ step: WarningStep, _ rules: WarningRules, isAway: Bool) -> WarningEvent? {
        let hasFallen = step.to.index.scaled(to: rules.decimals) < step.from.index.scaled(to: rules.decimals)
        var event: WarningEvent?
        if let unit = doubt, !hasFallen { event = use(unit, isAway: isAway) }
        doubt = step.units == 1 && still != nil && !isAway ? step : nil
        if doubt != nil { return event }
        return watch(step, rules, isAway: isAway) ?? event
    }

    private mutating func watch(_ step: WarningStep, _ rules: WarningRules, isAway: Bool) -> WarningEvent? {
        guard let since = still, step.units == 0, !isAway else { return use(step, isAway: isAway) }
        let idle = step.to.at.seconds(since: since.at) / 3_600
        guard open == nil, days >= Limits.idleDaysMin, let usual, idle > usual + margin(step) else { return nil }
        let warning = Warning(.noUse, first: since, last: step.to, found: idle, usual: usual, unit: rules.unit)
        open = warning
        return .began(warning)
    }

    /// Something was used, or nobody is expected to use anything.
    private mutating func use(_ step: WarningStep, isAway: Bool) -> WarningEvent? {
        if let since = still, !isAway, step.units > 0 {
            // Of what was used between two readings nobody knows when: not before the first of them.
            learn(step.from.at.seconds(since: since.at) / 60)
            let today = step.local.floorDivided(by: 86_400_000)
            if let day, today > day { days = min(days + 1, Limits.idleDays) }
            day = today
        }
        // Of days away, what is left of the last of them is no pause that began.
        if isAway { still = nil } else if step.units > 0 { (still, stillLocal) = (step.to, step.local) }
        usual = still == nil ? nil : longest()
        guard let warning = open else { return nil }
        open = nil
        return .over(warning, at: step.to.at, isAway ? .dropped : .ended)
    }

    private mutating func learn(_ minutes: Double) {
        // What is longer is no habit but a journey, or worse.
        guard minutes >= Limits.idlePause, minutes < Limits.idleHabit * 60 else { return }
        let day = stillLocal.floorDivided(by: 86_400_000)
        let minute = (stillLocal - day * 86_400_000) / 60_000
        pauses.removeAll { Int64($0.day) < day - Int64(Limits.idleDays) }
        // More than there can be: a clock that runs wild.
        if pauses.count >= Limits.idlePauses { pauses.removeFirst() }
        pauses.append(Pause(day: Int32(clamping: day), minute: Int16(minute), length: Int16(minutes)))
    }

    /// The longest time without use, in hours, that began at about the time of the day at which the present one did.
    private func longest() -> Double? {
        guard days >= Limits.idleDaysMin else { return nil }
        let now = Int(stillLocal - stillLocal.floorDivided(by: 86_400_000) * 86_400_000) / 60_000
        var longest: Int16?
        for pause in pauses {
            let apart = abs(Int(pause.minute) - now)
            if min(apart, 1_440 - apart) <= Limits.idleAround { longest = max(longest ?? 0, pause.length) }
        }
        return longest.map { Double($0) / 60 }
    }

    /// Two hours, less what it takes to see that nothing was used.
    private func margin(_ step: WarningStep) -> Double {
        Limits.idleMargin - min(step.hours, Limits.idleReading) * Limits.idleReadings
    }
}
