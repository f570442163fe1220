// The slots of a schedule found by looking at every minute of a wall clock one after the other: slow, and plain to see.

import Capture
import Metering

/// What a schedule asks for, as a person would put it, and the slots that follow.
struct SlotOracle {
    enum Wish {
        /// Every so many minutes.
        case interval(Int64)
        /// At minutes of the day.
        case daily([Int])
        /// Cron's five sets, and whether a field of days begins with an asterisk.
        case cron(
            minutes: [Int], hours: [Int], days: [Int], months: [Int], weekdays: [Int], dayOpen: Bool, weekdayOpen: Bool)
    }

    let wish: Wish
    let zone: TestZone
    /// Whether the local minute of the day is due, if the day is.
    private var minuteOfDay = [Bool](repeating: false, count: 1440)
    /// Minutes between those that are looked at; no zone and no wish of the tests falls between them.
    private var step: Int64
    private var isElapsed = false

    init(_ wish: Wish, _ zone: TestZone) {
        (self.wish, self.zone) = (wish, zone)
        step = 15
        switch wish {
        case .interval(let minutes):
            isElapsed = minutes <= 60
            if 1440 % minutes == 0 {
                for minute in stride(from: 0, to: 1440, by: Int(minutes)) { minuteOfDay[minute] = true }
            } else {
                minuteOfDay[0] = true
            }
        case .daily(let minutes): for minute in minutes { minuteOfDay[minute] = true }
        case .cron(let minutes, let hours, _, _, _, _, _):
            isElapsed = hours.count == 24
            for hour in hours { for minute in minutes { minuteOfDay[hour * 60 + minute] = true } }
        }
        for minute in 0..<1440 where minuteOfDay[minute] { while minute % Int(step) != 0 { step = step == 15 ? 5 : 1 } }
        if case .interval(let minutes) = wish, minutes % step != 0 { step = 1 }
    }

    /// All slots from one instant to another, both in minutes since 1970.
    func slots(from start: Int64, through end: Int64) -> [Timestamp] {
        if case .interval(let minutes) = wish, 1440 % minutes != 0, minutes % 1440 != 0 {
            return (start...end).filter { $0 % minutes == 0 }.map { Timestamp(milliseconds: $0 * 60_000) }
        }
        var found: [Timestamp] = []
        // Begins some days early, to know what the clock has shown before.
        var minute = (start - 4 * 1440).floorDivided(by: step) * step
        var shown = Int64.min
        var before = TestZone.east(zone.changes, at: minute * 60 - 1) / 60
        var change = zone.changes.firstIndex { $0.at >= minute * 60 } ?? zone.changes.count
        var day = Int64.min
        var dayIsDue = false
        while minute <= end {
            var east = before
            if change < zone.changes.count, zone.changes[change].at <= minute * 60 {
                east = zone.changes[change].east / 60
                change += 1
            }
            var due = false
            let local = minute + east
            // What comes once is due when the clock first shows it or leaps over it.
            var candidate = isElapsed ? local : max(shown == .min ? local : shown + step, local - 1440)
            while candidate <= local, !due {
                if candidate.floorDivided(by: 1440) != day {
                    day = candidate.floorDivided(by: 1440)
                    dayIsDue = isDue(day: day)
                }
                due = dayIsDue && minuteOfDay[Int(candidate - day * 1440)]
                candidate += step
            }
            if isElapsed, !due, east != before {
                let old = minute + before
                let oldDay = old.floorDivided(by: 1440)
                due = isDue(day: oldDay) && minuteOfDay[Int(old - oldDay * 1440)]
            }
            if due, minute >= start { found.append(Timestamp(milliseconds: minute * 60_000)) }
            shown = max(shown, local)
            before = east
            minute += step
        }
        return found
    }

    private func isDue(day: Int64) -> Bool {
        switch wish {
        case .interval(let minutes): return 1440 % minutes == 0 || day % (minutes / 1440) == 0
        case .daily: return true
        case .cron(_, _, let days, let months, let weekdays, let dayOpen, let weekdayOpen):
            let text = Timestamp(milliseconds: day * 86_400_000).text
            guard months.contains(Int(text.dropFirst(5).prefix(2))!) else { return false }
            let byDay = days.contains(Int(text.dropFirst(8).prefix(2))!)
            let byWeekday = weekdays.contains(Int(day + 4 - (day + 4).floorDivided(by: 7) * 7))
            return dayOpen || weekdayOpen ? byDay && byWeekday : byDay || byWeekday
        }
    }
}
