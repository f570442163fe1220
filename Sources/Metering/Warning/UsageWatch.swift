// Watches what a register's readings mean, one reading at a time: leaks, bursts, a meter that is stuck, silent or runs backwards, use that
// is not this meter's habit. Every warning is told once when it begins and once when it is over. Knows what it was fed and nothing else:
// fed the last eight weeks again it knows all of it again. Memory is bounded whatever comes.

import Recognition

/// The watch of one register.
public struct UsageWatch: Sendable, Equatable {
    /// What is watched.
    public let rules: WarningRules
    /// Nobody is at home until then, somebody has said: no use is no news.
    public var awayUntil: Timestamp?
    private var last: RegisterCard.Start?
    private var total: Int64 = 0
    private var tally = HourTally()
    private var leak = LeakWatch()
    private var burst = BurstWatch()
    private var jam = JamWatch()
    private var night = NightWatch()
    private var unusual = UnusualWatch()
    private var habit = HabitWatch()
    private var backflow = BackflowWatch()
    private var silent: Warning?
    /// When a leak or a burst was last going on: what the day after shows of it is theirs.
    private var troubled: Timestamp?

    /// What happened. With nearly all readings nothing does, and that costs nothing.
    private struct Events {
        private(set) var all: [WarningEvent] = []

        mutating func append(_ event: WarningEvent?) { if let event { all.append(event) } }
    }

    /// A register of which nothing is known.
    public init(_ rules: WarningRules) { self.rules = rules }

    /// The warnings that were told and are not over.
    public var open: [Warning] {
        [
            leak.open, night.open, burst.open, jam.open, silent, backflow.open, unusual.open, habit.open,
        ].compactMap { $0 }.filter { rules.kinds.contains($0.kind) }
    }

    /// Takes in an accepted reading; what is to be told. A reading that is no later than the last one is passed over.
    /// - Parameter local: its time by the clock on the wall, in milliseconds since 1970-01-01T00:00 as that clock shows it.
    public mutating func add(_ index: Index, at time: Timestamp, local: Int64) -> [WarningEvent] {
        let reading = RegisterCard.Start(index: index, at: time)
        guard let from = last else {
            last = reading
            _ = backflow.add(0, reading, rules)
            return []
        }
        guard time > from.at else { return [] }
        last = reading
        var events = Events()
        if let warning = silent {
            silent = nil
            events.append(.over(warning, at: time, .ended))
        }
        let (moved, overflow) = total.addingReportingOverflow(units(from.index, index))
        // A total that leaves all bounds is no index of any meter.
        guard !overflow, moved.magnitude < 1 << 60 else { return exchange(at: time) }
        total = moved
        let (rise, back) = backflow.add(total, reading, rules)
        events.append(back)
        let step = WarningStep(from: from, to: reading, local: local, units: rise)
        events.append(burst.add(step, rules))
        if backflow.open == nil {
            events.append(leak.add(step, rules))
            events.append(jam.add(step, rules))
            if rules.kinds.contains(.noUse) {
                events.append(habit.add(step, rules, isAway: awayUntil.map { time < $0 } ?? false))
            }
        }
        if leak.open != nil || burst.open != nil || backflow.open != nil { troubled = time }
        let isQuiet = troubled.map { time.seconds(since: $0) > Limits.troubledSeconds } ?? true
        for hour in tally.add(step) {
            events.append(night.add(hour, step, rules, isQuiet: isQuiet))
            events.append(unusual.add(hour, step, rules, isQuiet: isQuiet))
        }
        return told(events.all)
    }

    /// Time has passed and no reading came; what is to be told.
    public mutating func pass(to time: Timestamp) -> [WarningEvent] {
        guard let last, silent == nil else { return [] }
        let hours = time.seconds(since: last.at) / 3_600
        guard hours >= rules.silentAfter else { return [] }
        let warning = Warning(
            .silent, first: last, last: last, found: hours, usual: rules.silentAfter, unit: rules.unit)
        silent = warning
        return told([.began(warning)])
    }

    /// The meter was exchanged, or its index set: the habits stay those of the people, but nothing is known of it yet.
    public mutating func exchange(at time: Timestamp) -> [WarningEvent] {
        let events = open.map { WarningEvent.over($0, at: time, .dropped) }
        let away = awayUntil
        self = UsageWatch(rules)
        awayUntil = away
        return events
    }

    private func told(_ events: [WarningEvent]) -> [WarningEvent] {
        events.filter { rules.kinds.contains($0.warning.kind) }
    }

    private func units(_ from: Index, _ to: Index) -> Int64 {
        let (later, earlier) = (to.scaled(to: rules.decimals), from.scaled(to: rules.decimals))
        let (units, overflow) = later.subtractingReportingOverflow(earlier)
        guard !overflow else { return .max }
        guard let whole = rules.capacity?.scaled(to: rules.decimals), units < 0, units < -(whole / 2) else {
            return units
        }
        // Further back than forth: it has gone over its highest index.
        return units + whole
    }
}
