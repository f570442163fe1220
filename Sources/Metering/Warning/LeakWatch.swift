// Finds flow that never pauses where pauses are the habit, and flow that is added for good to what always flows. A leak is even: what
// looks like somebody drawing, or like a burner that goes on and off, is none. How much always flows is learned from the last weeks.

import Recognition

/// Watches for continuous flow.
struct LeakWatch: Sendable, Equatable {
    private var high: Int64 = 0
    /// The first reading that showed the present index.
    private var still: RegisterCard.Start?
    /// From which reading on no pause was seen.
    private var flowing: RegisterCard.Start?
    private var longestPause = 0.0
    private var day: Int64?
    /// The longest pause of each of the days before, and what flowed at the least in the 22 hours
    /// before every hour of the day.
    private var pauses = RecentDays(capacity: Limits.habitDays)
    private var leasts = [RecentDays](repeating: RecentDays(capacity: Limits.habitDays), count: 24)
    private var grid = FlowGrid()
    private(set) var open: Warning?
    private var isByPause = false
    private var openDays = 0
    /// What was learned before the warning that is open.
    private var before: [RecentDays] = []
    private var hour: Int64?

    /// Takes in a step; what is to be told, if anything.
    mutating func add(_ step: WarningStep, _ rules: WarningRules) -> WarningEvent? {
        let isNew = grid.add(step)
        pause(step)
        guard isNew else { return nil }
        let today = step.local.floorDivided(by: 86_400_000)
        turn(to: today, rules)
        let base = grid.isFull ? grid.least(blocks: Limits.baseBlocks) : nil
        defer { learn(base, step) }
        if open != nil { return end(at: step, base, rules) }
        guard hasPauses(rules) else { return newBase(step, base, rules) }
        guard let flowing, step.to.at.seconds(since: flowing.at) / 3_600 >= Limits.leakHours,
            let hour = grid.least(blocks: 4), hour.isEven
        else { return nil }
        return begin(flowing, step, found: hour.hourly, usual: nil, isByPause: true, rules)
    }

    /// Flow that comes on top of what always flows.
    private mutating func newBase(_ step: WarningStep, _ base: FlowGrid.Least?, _ rules: WarningRules) -> WarningEvent?
    {
        let ofDay = Self.ofDay(step)
        let around = -Limits.baseHoursAround...Limits.baseHoursAround
        guard let base, leasts[ofDay].count >= Limits.habitDaysMin, let middle = leasts[ofDay].median,
            let usual = around.compactMap({ leasts[(ofDay + $0 + 24) % 24].largest() }).max(),
            base.hourly >= usual + max(Limits.baseUnits, (usual - middle) * Limits.baseSpreads),
            let hour = grid.least(blocks: 4), hour.isEven, let first = grid.first
        else { return nil }
        return begin(
            first, step, found: base.hourly, usual: usual * rules.resolution, isByPause: false, rules)
    }

    private mutating func begin(
        _ first: RegisterCard.Start, _ step: WarningStep, found: Double, usual: Double?, isByPause: Bool,
        _ rules: WarningRules
    ) -> WarningEvent {
        let warning = Warning(
            .leak, first: first, last: step.to, found: found * rules.resolution, usual: usual, unit: rules.unit)
        (open, self.isByPause, openDays, before) = (warning, isByPause, 0, [pauses] + leasts)
        return .began(warning)
    }

    /// A pause ends what never paused; less than half of what was added ends what came on top.
    private mutating func end(at step: WarningStep, _ base: FlowGrid.Least?, _ rules: WarningRules) -> WarningEvent? {
        guard let warning = open else { return nil }
        var why: WarningEvent.End?
        if isByPause {
            if flowing == nil { why = .ended }
        } else if let base, base.hourly * rules.resolution < ((warning.usual ?? 0) + warning.found) / 2 {
            why = .ended
        }
        if why == nil, openDays >= Limits.usualDays { why = .usual }
        guard let why else { return nil }
        open = nil
        let hours = step.to.at.seconds(since: warning.last.at) / 3_600
        if why == .ended, hours > Limits.leakTeaches, let first = before.first {
            (pauses, leasts) = (first, Array(before.dropFirst()))
        }
        // What is usual now is learned anew.
        if why == .usual { pauses = RecentDays(capacity: Limits.habitDays) }
        return .over(warning, at: step.to.at, why)
    }

    /// A meter of which nothing is known yet is taken to have pauses if it measures what people draw by hand.
    private func hasPauses(_ rules: WarningRules) -> Bool {
        guard pauses.count >= Limits.habitDaysMin else { return rules.medium == .water }
        return pauses.share { $0 >= Limits.pauseHabit }
            >= (rules.medium == .water ? Limits.pauseShare : Limits.pauseShareBurner)
    }

    private mutating func pause(_ step: WarningStep) {
        if still == nil { (still, flowing) = (step.from, step.from) }
        if step.units > 0 {
            // A gap in which less went through than a leak would have let through held a pause.
            if step.hours > Limits.pauseHours, Double(step.units + 1) < Limits.leakUnits * step.hours { flowing = nil }
            still = step.to
            if flowing == nil { flowing = step.to }
            return
        }
        guard let still else { return }
        let hours = step.to.at.seconds(since: still.at) / 3_600
        longestPause = max(longestPause, hours)
        if hours >= Limits.pauseHours { flowing = nil }
    }

    /// Once in an hour.
    private mutating func learn(_ base: FlowGrid.Least?, _ step: WarningStep) {
        let now = step.local.floorDivided(by: 3_600_000)
        defer { hour = now }
        if let base, let hour, now > hour { leasts[Self.ofDay(step)].push(base.hourly) }
    }

    private static func ofDay(_ step: WarningStep) -> Int {
        let hour = step.local.floorDivided(by: 3_600_000)
        return Int(hour - hour.floorDivided(by: 24) * 24)
    }

    /// Learns from a day that is over.
    private mutating func turn(to today: Int64, _ rules: WarningRules) {
        defer { day = today }
        guard let day, today > day else { return }
        if open != nil { openDays += 1 }
        pauses.push(longestPause)
        longestPause = 0
    }
}
