// When a meter is to be read: the slots of an interval, of times of day or of a cron expression, in one zone.
// Every slot is an instant; the same schedule and zone give the same slots on every machine and after every restart.
//
// What is due hourly or oftener goes on by elapsed time through a change of the clock: every time the clock shows a due time, and
// at the change itself if it was due by the clock until then. Everything else is due once for every local time: at the first
// instant at which the clock shows it or later. So a time that the clock leaps over is due at the leap (several of them once), and
// one that comes twice is due at its first coming.

import Metering

/// The slots of a meter.
public struct Schedule: Sendable {
    /// What the slots follow.
    public enum Pattern: Sendable, Equatable {
        /// Every so many milliseconds. One that divides a day, or is whole days, begins at local midnight (15 min: at :00, :15,
        /// :30, :45); any other is evenly spaced from 1970-01-01T00:00Z on, whatever the local clock does.
        case interval(Int64)
        /// At these minutes of the day, in order.
        case daily([Int])
        /// As a cron expression says.
        case cron(CronExpression)
    }

    /// What the slots follow.
    public let pattern: Pattern
    private let zone: LocalTime
    private let isElapsed: Bool

    /// A slot every `milliseconds`.
    public static func interval(_ milliseconds: Int64, in zone: LocalTime) throws(ScheduleMistake) -> Schedule {
        guard (Limits.intervalMin...Limits.intervalMax).contains(milliseconds) else {
            throw ScheduleMistake(
                "\(milliseconds) ms", "too short or too long an interval",
                "write one from \(Limits.intervalMin) ms to \(Limits.intervalMax / 86_400_000) days")
        }
        let divides = day % milliseconds == 0
        let isAligned = divides || milliseconds % day == 0
        return Schedule(
            pattern: .interval(milliseconds), zone: isAligned ? zone : .fixed(),
            isElapsed: !isAligned || milliseconds <= hour)
    }

    /// Slots at times of day such as `06:00`.
    public static func daily(_ times: [String], in zone: LocalTime) throws(ScheduleMistake) -> Schedule {
        guard !times.isEmpty else {
            throw ScheduleMistake("", "no time of day", "write at least one, such as \"06:00\"")
        }
        guard times.count <= Limits.dailyTimesMax else {
            throw ScheduleMistake(
                times[0], "\(times.count) times of day", "write \(Limits.dailyTimesMax) at most, or an interval")
        }
        var minutes = Set<Int>()
        for time in times {
            guard let minute = minuteOfDay(time) else {
                throw ScheduleMistake(time, "not a time of day", "write hours 00 to 23 and minutes, such as \"06:00\"")
            }
            guard minutes.insert(minute).inserted else { throw ScheduleMistake(time, "given twice", "leave one out") }
        }
        return Schedule(pattern: .daily(minutes.sorted()), zone: zone, isElapsed: false)
    }

    /// Slots as a cron expression says.
    public static func cron(_ expression: CronExpression, in zone: LocalTime) -> Schedule {
        Schedule(pattern: .cron(expression), zone: zone, isElapsed: expression.isHourly)
    }

    /// The milliseconds from slot to slot while nobody knows what time it is; nil if the slots then have to wait.
    public var uptimeInterval: Int64? {
        guard case .interval(let milliseconds) = pattern else { return nil }
        return milliseconds
    }

    /// The first slot after an instant.
    public func next(after instant: Timestamp) -> Timestamp {
        isElapsed ? nextElapsed(after: instant) : zone.instant(of: nextLocal(after: zone.latest(at: instant)))
    }

    /// The last slot after `start` and not after `end`; nil if there is none.
    public func last(after start: Timestamp, through end: Timestamp) -> Timestamp? {
        var reach: Int64 = 60_000
        while true {
            let from = Timestamp(milliseconds: max(start.milliseconds, end.milliseconds - reach))
            var slot = next(after: from)
            if slot <= end {
                while true {
                    let following = next(after: slot)
                    guard following <= end else { return slot }
                    slot = following
                }
            }
            guard from > start else { return nil }
            reach *= 2
        }
    }

    /// How many slots there are after `start` and before `end`; no more than `Limits.slotsCountedMax` are counted.
    public func count(after start: Timestamp, before end: Timestamp) -> Int {
        var count = 0
        var slot = next(after: start)
        while slot < end, count < Limits.slotsCountedMax {
            count += 1
            slot = next(after: slot)
        }
        return count
    }

    /// Goes on by the clock of the moment until that changes; the very moment of the change counts by the old clock and by the new.
    private func nextElapsed(after instant: Timestamp) -> Timestamp {
        var from = instant.milliseconds
        while true {
            let local = from + zone.shift(from)
            let due = from + nextLocal(after: local) - local
            guard let change = change(between: from, and: due) else { return Timestamp(milliseconds: due) }
            let shown = change + zone.shift(change)
            if nextLocal(after: shown - 1) == shown { return Timestamp(milliseconds: change) }
            from = change
        }
    }

    /// The first moment between two instants from which another clock holds than at the first. Far from both no clock shows
    /// anything that is due, so that there it does not matter when exactly it changed.
    private func change(between from: Int64, and due: Int64) -> Int64? {
        let near = min(due - 1, from + Schedule.changeReach)
        if let change = zone.firstChange(after: from, through: near) { return change }
        let start = max(near, due - Schedule.changeReach)
        if zone.shift(start) != zone.shift(from) { return start }
        return zone.firstChange(after: start, through: due - 1)
    }

    /// The first due local time after `local`.
    private func nextLocal(after local: Int64) -> Int64 {
        switch pattern {
        case .interval(let milliseconds): return (local.floorDivided(by: milliseconds) + 1) * milliseconds
        case .cron(let expression): return expression.next(after: local)
        case .daily(let minutes):
            let midnight = local.floorDivided(by: Schedule.day) * Schedule.day
            let due = minutes.first { midnight + Int64($0) * 60_000 > local }
            return due.map { midnight + Int64($0) * 60_000 } ?? midnight + Schedule.day + Int64(minutes[0]) * 60_000
        }
    }

    private static func minuteOfDay(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - 0x30 }
        guard digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }

    private static let day: Int64 = 86_400_000
    private static let hour: Int64 = 3_600_000
    /// No two offsets of a zone differ by more.
    private static let changeReach: Int64 = 2 * day
}
