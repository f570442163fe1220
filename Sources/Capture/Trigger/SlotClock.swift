// Says which slot of a schedule is due and how long to wait for the next, whatever becomes of the wall clock. Asks no clock itself.
//
// While the wall clock is set, a slot is due as soon as that clock (less the device's delay) has reached it and neither it nor a
// later one is settled. What follows from this:
// - A clock that runs, however slewed, and a local clock that changes: every slot once, never early.
// - A step forward over slots, an outage, a look that comes late: the last slot passed over is due at once, once; the others are
//   settled with it and counted. They had no instant of their own.
// - A step back by up to an hour: slots that are settled are not due again, so there is none until the clock is past them.
// - A clock further back than that: what was settled ahead of it was settled at some other time. It is forgotten; the mark is put
//   where the clock, had it always gone as it does now, stood at the last reading. So nothing stalls, the slots that the clock
//   comes to are due, those of a time already done as repeated, and those between the last reading and now as after a leap.
// While nobody has set the wall clock (a board without a battery clock boots in 1970), intervals run by the time since the
// board's start; times of day and cron expressions wait, because nobody knows what time it is. When the clock is then set, the mark
// is put where it would have stood at the last reading, or at the start if there was none and no earlier slot is known.

import Metering

/// The state of one meter's schedule.
public struct SlotClock: Sendable {
    /// What is to be done.
    public enum Answer: Sendable, Hashable {
        /// Take a reading for this slot now. It counts as settled from here on.
        case due(DueSlot)
        /// Look again in so many milliseconds, or as soon as the wall clock is set; `until` is the next slot.
        case wait(milliseconds: Int64, until: Slot)
        /// No slot can be due before somebody sets the wall clock; look again in so many milliseconds or when it is set.
        case waitForTime(milliseconds: Int64)
    }

    private var schedule: Schedule
    private let delay: Int64
    private let trustedFrom: Timestamp?
    private let lookMax: Int64
    /// Slots up to here are settled.
    private var mark: Timestamp?
    /// The uptime, less the delay, of the last reading for a slot, or of the start.
    private var marked: Int64?
    /// True when the last reading was for a slot by uptime, so that the mark is too early.
    private var isMarkOld = false
    private var lastUptime: Int64?
    private var wasSynchronised = false
    private var latest: Timestamp?
    /// The slot after the mark.
    private var coming: (after: Timestamp, slot: Timestamp)?

    /// A schedule that begins or goes on.
    /// - Parameters:
    ///   - delay: milliseconds that this meter's readings come after their slots; see `Spread`.
    ///   - trustedFrom: a time known to have passed, from which on a wall clock is believed although no time source disciplines
    ///     it; nil if only one that was synchronised since the start is.
    ///   - last: the last slot that was done before the process started; one by uptime only if the board has not restarted since.
    ///   - lookMax: the longest wait that is answered, in milliseconds.
    public init(
        _ schedule: Schedule, delay: Int64 = 0, trustedFrom: Timestamp?, last: Slot?,
        lookMax: Int64 = Limits.clockLookMax
    ) {
        self.schedule = schedule
        self.delay = max(0, delay)
        self.trustedFrom = trustedFrom
        self.lookMax = max(1, lookMax)
        switch last {
        case .wall(let slot): (mark, latest) = (slot, slot)
        case .uptime(let slot): lastUptime = slot
        case nil: break
        }
    }

    /// What is to be done at this moment. Slots in one zone and one board's life come out in order.
    public mutating func look(_ now: ClockReading) -> Answer {
        let uptime = now.uptime - delay
        if marked == nil {
            marked = uptime - 1
            if let lastUptime, lastUptime <= uptime { (marked, isMarkOld) = (lastUptime, true) }
        }
        if now.isSynchronised { wasSynchronised = true }
        return isSet(now) ? byWall(SlotClock.sane(now.wall.milliseconds) - delay, uptime) : byUptime(uptime)
    }

    /// Goes over to another schedule. Its slots up to now are settled.
    public mutating func change(to schedule: Schedule, at now: ClockReading) {
        self.schedule = schedule
        coming = nil
        if isSet(now) {
            let wall = Timestamp(milliseconds: SlotClock.sane(now.wall.milliseconds) - delay)
            mark = mark.map { max($0, wall) } ?? wall
        }
        (marked, isMarkOld) = (now.uptime - delay, isMarkOld || !isSet(now))
    }

    /// Whether the wall clock is believed.
    private func isSet(_ now: ClockReading) -> Bool {
        now.isSynchronised || trustedFrom.map { now.wall >= $0 } ?? wasSynchronised
    }

    private mutating func byWall(_ wall: Int64, _ uptime: Int64) -> Answer {
        let mark = mark(wall, uptime)
        let next = next(after: mark)
        guard next.milliseconds <= wall else {
            let wait = min(next.milliseconds - wall, lookMax)
            return .wait(milliseconds: wait, until: .wall(next))
        }
        let slot = schedule.last(after: mark, through: Timestamp(milliseconds: wall)) ?? next
        let passed = slot == next ? 0 : schedule.count(after: mark, before: slot)
        let isRepeated = latest.map { slot <= $0 } ?? false
        latest = max(latest ?? slot, slot)
        (self.mark, marked) = (slot, uptime)
        return .due(
            DueSlot(
                slot: .wall(slot), late: wall - slot.milliseconds, passed: passed, isRepeated: isRepeated))
    }

    /// The mark, put right when the clock has been set or put back by much.
    private mutating func mark(_ wall: Int64, _ uptime: Int64) -> Timestamp {
        let atLastReading = Timestamp(milliseconds: wall - max(0, uptime - (marked ?? uptime)))
        var known = mark ?? atLastReading
        if isMarkOld { known = max(known, atLastReading) }
        isMarkOld = false
        if known.milliseconds > wall + Limits.slotAheadMax { known = atLastReading }
        mark = known
        return known
    }

    private mutating func next(after mark: Timestamp) -> Timestamp {
        if let coming, coming.after == mark { return coming.slot }
        let slot = schedule.next(after: mark)
        coming = (mark, slot)
        return slot
    }

    private mutating func byUptime(_ uptime: Int64) -> Answer {
        guard let interval = schedule.uptimeInterval else { return .waitForTime(milliseconds: lookMax) }
        let next = (max(0, marked ?? 0) / interval + 1) * interval
        guard next <= uptime else {
            return .wait(milliseconds: min(next - uptime, lookMax), until: .uptime(next))
        }
        let slot = uptime / interval * interval
        (marked, isMarkOld) = (uptime, true)
        let passed = Int(min((slot - next) / interval, Int64(Limits.slotsCountedMax)))
        return .due(DueSlot(slot: .uptime(slot), late: uptime - slot, passed: passed))
    }

    /// A clock may say anything; what is beyond the years that have a text is as good as their end.
    private static func sane(_ wall: Int64) -> Int64 { min(max(wall, 0), 253_402_300_799_999) }
}
