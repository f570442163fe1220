// Finds flow that never pauses where pauses are the habit, and flow that is added for good to what always flows. A leak is even: what
// looks like somebody drawing, or like a burner that goes on and off, is none. How much always flows is learned from the last weeks.

import Recognition

/// Watches for continuous flow.
struct LeakWatch: Sendable, Equatable {
    /// The first reading that showed the present index.
    private var still: RegisterCard.Start?
    /// From which reading on no pause was seen.
    private var flowing: RegisterCard.Start?
    private var longestPause = 0.0
    private var day: Int64?
    /// The longest pause of each of the days before.
    private var pauses = RecentDays(capacity: Limits.habitDays)
    private var floors = FlowFloors()
    private var grid = FlowGrid()
    private(set) var open: Warning?
    /// The length of the stretch that showed it and its use at which it is over; nil if a pause ends it.
    private var rise: FlowFloors.Rise?
    private var openDays = 0
    /// What was learned before the warning that is open.
    private var before: (pauses: RecentDays, floors: FlowFloors)?
    private var hour: Int64?
    private var rest: Timestamp?

    /// Takes in a step; what is to be told, if anything.
    mutating func add(_ step: WarningStep, _ rules: WarningRules) -> WarningEvent? {
        let isNew = grid.add(step)
        pause(step)
        guard isNew else { return nil }
        turn(to: step.local.floorDivided(by: 86_400_000))
        let hour = step.local.floorDivided(by: 3_600_000)
        let ofDay = Int(hour - hour.floorDivided(by: 24) * 24)
        let isNewHour = self.hour.map { hour > $0 } ?? false
        self.hour = hour
        if hasPauses(rules) {
            if isNewHour, grid.isFull { floors.learn(grid.floors(), ofDay: ofDay) }
            if open != nil { return end(at: step, nil) }
            guard let flowing, step.to.at.seconds(since: flowing.at) / 3_600 >= Limits.leakHours,
                let hour = grid.least(blocks: 4), hour.isEven
            else { return nil }
            return begin(flowing, step, found: hour.hourly, usual: nil, nil, rules)
        }
        let now = isNewHour && grid.isFull ? grid.floors() : nil
        defer { if let now { floors.learn(now, ofDay: ofDay) } }
        if open != nil { return end(at: step, now) }
        // What has just ended is not told again at once.
        guard let now, let first = grid.first, step.to.at > rest ?? first.at,
            let rise = floors.rise(now, ofDay: ofDay, isEven: grid.isEven(blocks: Limits.floorEvenBlocks))
        else { return nil }
        return begin(first, step, found: rise.found, usual: rise.usual, rise, rules)
    }

    private mutating func begin(
        _ first: RegisterCard.Start, _ step: WarningStep, found: Double, usual: Double?, _ rise: FlowFloors.Rise?,
        _ rules: WarningRules
    ) -> WarningEvent {
        let warning = Warning(
            .leak, first: first, last: step.to, found: found * rules.resolution,
            usual: usual.map { $0 * rules.resolution }, unit: rules.unit)
        (open, self.rise, openDays, before) = (warning, rise, 0, (pauses, floors.before))
        return .began(warning)
    }

    /// A pause ends what never paused; less than half of what was added ends what came on top.
    private mutating func end(at step: WarningStep, _ leasts: [Double]?) -> WarningEvent? {
        guard let warning = open else { return nil }
        var why: WarningEvent.End?
        if let rise {
            if let leasts, leasts[rise.measure.rawValue] < rise.ends { why = .ended }
        } else if flowing == nil {
            why = .ended
        }
        if why == .ended, rise != nil {
            rest = Timestamp(milliseconds: step.to.at.milliseconds + Limits.leakRest)
        }
        if why == nil, openDays >= Limits.usualDays { why = .usual }
        guard let why else { return nil }
        open = nil
        let hours = step.to.at.seconds(since: warning.last.at) / 3_600
        if why == .ended, hours > Limits.leakTeaches, let before { (pauses, floors) = before }
        before = nil
        // What is usual now is learned anew.
        if why == .usual { pauses = RecentDays(capacity: Limits.habitDays) }
        return .over(warning, at: step.to.at, why)
    }

    /// What people draw by hand has pauses, unless its days so far say otherwise.
    private func hasPauses(_ rules: WarningRules) -> Bool {
        guard rules.medium == .water else { return false }
        return pauses.count < Limits.habitDaysMin
            || pauses.share { $0 >= Limits.pauseHabit } >= Limits.pauseShare
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

    /// Learns from a day that is over.
    private mutating func turn(to today: Int64) {
        defer { day = today }
        guard let day, today > day else { return }
        if open != nil { openDays += 1 }
        pauses.push(longestPause)
        longestPause = 0
    }

    static func == (a: LeakWatch, b: LeakWatch) -> Bool {
        a.still == b.still && a.flowing == b.flowing && a.longestPause == b.longestPause && a.day == b.day
            && a.pauses == b.pauses && a.floors == b.floors && a.grid == b.grid && a.open == b.open && a.rise == b.rise
            && a.openDays == b.openDays && a.before?.pauses == b.before?.pauses && a.before?.floors == b.before?.floors
            && a.hour == b.hour && a.rest == b.rest
    }
}
