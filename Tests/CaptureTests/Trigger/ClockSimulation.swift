// A board with its clocks, all that can happen to them, and an agent that looks at its schedule as it is told to; and beside it
// the rules of the slot clock once more, on slots that were found minute by minute.

import Capture
import Metering

/// One board for some days.
struct ClockSimulation {
    /// What goes wrong, for the counts that a test prints.
    struct Tally {
        var days = 0.0, slots = 0, steps = 0, boots = 0, starts = 0, passed = 0, repeated = 0, byUptime = 0, looks = 0
    }

    /// Something that happens to the clocks or the process.
    private enum Event: CaseIterable {
        case stepAhead, stepBack, stepSmall, lost, slew, restart, boot, bootIn1970, busy
    }

    let schedule: RandomSchedule
    let zone: TestZone
    let days: Double
    let delay: Int64
    let trustedFrom: Timestamp?
    let isQuiet: Bool
    private var random: SplitMix64
    private let lookMax: Int64

    // The clocks.
    private var wall: Int64
    private var uptime: Int64
    private var isSynchronised = true
    private var drift: Int64 = 0
    private var truth: Int64

    // What the rules say is known.
    private var mark: Int64?
    private var marked: Int64 = 0
    private var hasLooked = false
    private var isMarkOld = false
    private var wasSynchronised = false
    private var latest: Int64?
    private var slots: [Timestamp] = []
    private var range: ClosedRange<Int64> = 0...0

    private(set) var tally = Tally()
    private(set) var problems: [String] = []

    init(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        zone = TestZone.all[random.choice(TestZone.all.count)]
        schedule = try RandomSchedule(&random, zone: zone)
        days = min(365, max(5, 5000 / schedule.density))
        let quiet = random.choice(4) == 0
        isQuiet = quiet
        let jitter = random.choice(2) == 0 ? 0 : Int64(random.choice(900_000))
        delay = Spread.delay(device: "board \(seed)", meter: "m", jitter: jitter)
        let start = Timestamp("2011-01-01T00:00:00Z")!.milliseconds + Int64(random.unit() * 500 * 86_400_000)
        (wall, truth) = (start, start)
        uptime = Int64(random.unit() * 1e9)
        trustedFrom = random.choice(2) == 0 ? nil : Timestamp("2010-06-01T00:00:00Z")
        let looksRarely = quiet ? true : random.choice(12) > 0
        lookMax = looksRarely ? 86_400_000 : 60_000 * Int64(1 + random.choice(60))
        self.random = random
        if !(delay >= 0 && delay <= jitter) { problems.append("delay \(delay) beyond \(jitter)") }
    }

    /// Lives through all days.
    mutating func run() {
        var clock = begin(last: nil)
        var last: Slot?
        let end = truth + Int64(days * 86_400_000)
        var event = isQuiet ? Int64.max : truth + pause()
        var disturbed = true
        while truth < end, problems.isEmpty {
            let now = ClockReading(wall: Timestamp(milliseconds: wall), uptime: uptime, isSynchronised: isSynchronised)
            let answer = clock.look(now)
            tally.looks += 1
            var wait: Int64
            switch answer {
            case .due(let due):
                judge(due, disturbed)
                last = due.slot
                wait = 0
            case .wait(let milliseconds, let until):
                if let missed = dueSlot() { problems.append("waits for \(until.text), but due is \(missed.text)") }
                judge(wait: milliseconds)
                wait = milliseconds
            case .waitForTime(let milliseconds):
                if let missed = dueSlot() { problems.append("waits for the time, but due is \(missed.text)") }
                if isSet || schedule.schedule.uptimeInterval != nil { problems.append("waits for the time") }
                judge(wait: milliseconds)
                wait = milliseconds
            }
            if wait > 0 { disturbed = false }
            if truth + wait >= event {
                go(max(0, event - truth))
                happen(&clock, &last)
                event = truth + pause()
                disturbed = true
            } else {
                go(wait)
            }
        }
        tally.days += days
    }

    private mutating func pause() -> Int64 { Int64(random.uniform(0, 2) * min(5, days / 6) * 86_400_000) }

    private mutating func judge(wait: Int64) {
        if wait < 1 || wait > lookMax { problems.append("waits \(wait) ms") }
    }

    /// Time passes; the wall clock runs a little fast or slow.
    private mutating func go(_ milliseconds: Int64) {
        truth += milliseconds
        uptime += milliseconds
        wall += milliseconds + milliseconds * drift / 1_000_000
    }

    private mutating func happen(_ clock: inout SlotClock, _ last: inout Slot?) {
        switch Event.allCases[random.choice(Event.allCases.count)] {
        case .stepAhead: step(Int64(random.unit() * random.unit() * 5 * 86_400_000))
        case .stepBack: step(-Int64(random.unit() * random.unit() * 2 * 86_400_000))
        case .stepSmall: step(Int64(random.uniform(-1, 1) * 3_900_000))
        case .lost:
            isSynchronised.toggle()
            if wall < truth - 4000 * 86_400_000 { wall = truth }
        case .slew: drift = Int64(random.uniform(-500, 500))
        case .busy: go(Int64(random.unit() * 7_200_000))
        case .restart:
            if random.choice(2) == 0 { go(Int64(random.unit() * 86_400_000)) }
            tally.starts += 1
            clock = begin(last: last)
        case .boot, .bootIn1970:
            let off = Int64(random.unit() * random.unit() * 2 * 86_400_000)
            truth += off
            // With a battery the clock goes on; without one it begins in 1970, or where it was saved.
            switch random.choice(3) {
            case 0: wall += off
            case 1: wall = 30_000
            default: break
            }
            isSynchronised = false
            uptime = 20_000
            if case .uptime = last { last = nil }
            tally.boots += 1
            clock = begin(last: last)
        }
        // Sooner or later the time comes in.
        if !isSynchronised, random.choice(2) == 0 {
            go(Int64(random.unit() * 3_600_000))
            wall = truth
            isSynchronised = true
            tally.steps += 1
        }
    }

    private mutating func step(_ milliseconds: Int64) {
        wall += milliseconds
        tally.steps += 1
    }

    private mutating func begin(last: Slot?) -> SlotClock {
        wasSynchronised = false
        (mark, latest, isMarkOld) = (nil, nil, false)
        hasLooked = false
        switch last {
        case .wall(let slot): (mark, latest) = (slot.milliseconds, slot.milliseconds)
        case .uptime(let slot): (marked, isMarkOld, hasLooked) = (slot, true, true)
        case nil: break
        }
        return SlotClock(schedule.schedule, delay: delay, trustedFrom: trustedFrom, last: last, lookMax: lookMax)
    }

    /// Whether anybody knows what time it is.
    private var isSet: Bool {
        if isSynchronised { return true }
        if let trustedFrom { return wall >= trustedFrom.milliseconds }
        return wasSynchronised
    }

    /// The slot that is due by the rules, and how many before it are settled with it. Keeps the rules' own mark.
    private mutating func dueSlot() -> DueSlot? {
        if isSynchronised { wasSynchronised = true }
        let uptime = uptime - delay
        // What happened before the first look is nobody's.
        if !hasLooked { (marked, hasLooked) = (uptime - 1, true) }
        guard isSet else {
            guard case .interval(let minutes) = schedule.wish else { return nil }
            let times = stride(from: minutes * 60_000, through: max(0, uptime), by: Int(minutes) * 60_000).reversed()
            guard let slot = times.first(where: { $0 > marked }) else { return nil }
            let passed = times.prefix { $0 > marked }.count - 1
            (marked, isMarkOld) = (uptime, true)
            return DueSlot(slot: .uptime(slot), late: uptime - slot, passed: min(1000, passed))
        }
        let wall = wall - delay
        let reading = wall - (uptime - marked)
        if isMarkOld { mark = max(mark ?? reading, reading) }
        isMarkOld = false
        if mark ?? .max > wall + 3_600_000 { mark = reading }
        let due = slots(after: mark!, through: wall)
        guard let slot = due.last?.milliseconds else { return nil }
        let isRepeated = latest.map { slot <= $0 } ?? false
        (mark, marked, latest) = (slot, uptime, max(latest ?? slot, slot))
        return DueSlot(
            slot: .wall(due.last!), late: wall - slot, passed: min(1000, due.count - 1), isRepeated: isRepeated)
    }

    private mutating func judge(_ due: DueSlot, _ disturbed: Bool) {
        let expected = dueSlot()
        if due != expected { problems.append("\(due) is due, but should be \(expected.map { "\($0)" } ?? "none")") }
        // In a time in which nothing happens, every slot comes by itself and at once.
        let tolerance = 2 + lookMax * abs(drift) / 1_000_000
        if !disturbed, due.late > tolerance || due.passed > 0 { problems.append("\(due) is late") }
        tally.slots += 1
        tally.passed += due.passed
        if due.isRepeated { tally.repeated += 1 }
        if case .uptime = due.slot { tally.byUptime += 1 }
    }

    /// Slots of the oracle, of which a stretch at a time is found.
    private mutating func slots(after start: Int64, through end: Int64) -> ArraySlice<Timestamp> {
        if start < range.lowerBound || end > range.upperBound {
            let (from, to) = (start - 86_400_000, max(end, start) + 30 * 86_400_000)
            range = from...to
            slots = SlotOracle(schedule.wish, zone).slots(from: from / 60_000 + 1, through: to / 60_000)
        }
        func place(_ instant: Int64) -> Int {
            var (low, high) = (0, slots.count)
            while low < high {
                let middle = (low + high) / 2
                if slots[middle].milliseconds <= instant { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let first = place(start)
        return slots[first..<max(first, place(end))]
    }

    var summary: String {
        "\(schedule) in \(zone), \(days) days, delay \(delay), believed from \(trustedFrom?.text ?? "-"), at \(Timestamp(milliseconds: wall).text) "
            + "(truth \(Timestamp(milliseconds: truth).text)), uptime \(uptime)"
    }
}
