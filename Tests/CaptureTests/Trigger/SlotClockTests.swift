// Slots under clocks that leap, creep, go back and are not set.

import Capture
import Metering
import Testing

@Suite("The slot clock")
struct SlotClockTests {
    @Test("misses and doubles no slot in a hundred thousand days of zones, steps and boots")
    func manyDays() throws {
        let first = UInt64.random(in: 0 ... .max >> 1)
        var total = ClockSimulation.Tally()
        var seed = first
        while total.days < 100_000 {
            var simulation = try ClockSimulation(seed: seed)
            simulation.run()
            if let problem = simulation.problems.first {
                Issue.record("seed \(seed): \(simulation.summary): \(problem)")
                return
            }
            total.add(simulation.tally)
            seed += 1
        }
        print("slots from seed \(first): \(total)")
        #expect(
            total.steps > 1000 && total.boots > 1000 && total.repeated > 0 && total.byUptime > 0 && total.passed > 0)
    }

    private static let quarter: Int64 = 900_000

    private func clock(_ interval: Int64 = quarter, delay: Int64 = 0, last: Slot? = nil, floor: String? = nil) throws
        -> SlotClock
    {
        try SlotClock(
            .interval(interval, in: .fixed()), delay: delay, trustedFrom: floor.flatMap { Timestamp($0) }, last: last)
    }

    private func daily(_ time: String, last: String? = nil) throws -> SlotClock {
        try SlotClock(
            .daily([time], in: .fixed()), trustedFrom: nil, last: last.flatMap { Timestamp($0) }.map { .wall($0) })
    }

    private func at(_ wall: String, _ uptime: Int64, set: Bool = true) -> ClockReading {
        ClockReading(wall: Timestamp(wall)!, uptime: uptime, isSynchronised: set)
    }

    private func wall(_ text: String) -> Slot { .wall(Timestamp(text)!) }

    /// The slot that is due, without its lateness.
    private func due(_ answer: SlotClock.Answer) -> DueSlot? {
        guard case .due(var due) = answer else { return nil }
        due.late = 0
        return due
    }

    @Test("waits for the next slot, no longer than until the next look, and gives it once")
    func ordinary() throws {
        var clock = try clock()
        #expect(
            clock.look(at("2026-11-21T07:07:00Z", 0))
                == .wait(milliseconds: 60_000, until: wall("2026-11-21T07:15:00Z")))
        #expect(
            clock.look(at("2026-11-21T07:14:59.999Z", 1)) == .wait(milliseconds: 1, until: wall("2026-11-21T07:15:00Z"))
        )
        #expect(
            clock.look(at("2026-11-21T07:15:00.004Z", 2)) == .due(DueSlot(slot: wall("2026-11-21T07:15:00Z"), late: 4)))
        #expect(due(clock.look(at("2026-11-21T07:15:00.004Z", 2))) == nil)
    }

    @Test("gives a slot that falls on the start, and one that a delayed device has yet to do")
    func start() throws {
        var exact = try clock()
        #expect(due(exact.look(at("2026-11-21T07:15:00Z", 0))) == DueSlot(slot: wall("2026-11-21T07:15:00Z")))
        var delayed = try clock(delay: 60_000)
        #expect(due(delayed.look(at("2026-11-21T07:15:30Z", 100_000))) == nil)
        #expect(due(delayed.look(at("2026-11-21T07:16:00Z", 130_000))) == DueSlot(slot: wall("2026-11-21T07:15:00Z")))
    }

    @Test("takes one reading for all slots that a step forward leaps over")
    func stepAhead() throws {
        var clock = try clock()
        _ = clock.look(at("2026-11-21T07:00:00Z", 0))
        #expect(
            due(clock.look(at("2026-11-21T10:01:00Z", 60_000)))
                == DueSlot(slot: wall("2026-11-21T10:00:00Z"), passed: 11))
        #expect(due(clock.look(at("2026-11-21T10:14:59Z", 900_000))) == nil)
        var years = try self.clock(60_000)
        _ = years.look(at("2026-11-21T07:00:00Z", 0))
        let found = due(years.look(at("2082-11-21T07:00:00Z", 60_000)))
        #expect(found == DueSlot(slot: wall("2082-11-21T07:00:00Z"), passed: Limits.slotsCountedMax))
    }

    @Test("does not repeat slots after a step back by up to an hour")
    func stepBack() throws {
        var clock = try clock()
        _ = clock.look(at("2026-11-21T07:00:00Z", 0))
        for minute in 1...59 {
            #expect(
                due(clock.look(at("2026-11-21T06:\(minute / 10)\(minute % 10):00Z", Int64(minute) * 60_000))) == nil)
        }
        #expect(due(clock.look(at("2026-11-21T07:15:00Z", 4_500_000))) == DueSlot(slot: wall("2026-11-21T07:15:00Z")))
    }

    @Test("does not stall when the clock had been far ahead, and says which slots are repeated")
    func farAhead() throws {
        var clock = try clock()
        _ = clock.look(at("2026-11-21T07:00:00Z", 0))
        #expect(due(clock.look(at("2082-11-21T07:01:00Z", 60_000))) != nil)
        // Put right after ten minutes: the quarter hour that passed between is made up for.
        let found = due(clock.look(at("2026-11-21T07:16:00Z", 960_000)))
        #expect(found == DueSlot(slot: wall("2026-11-21T07:15:00Z"), isRepeated: true))
        #expect(due(clock.look(at("2026-11-21T07:30:00Z", 1_800_000)))?.slot == wall("2026-11-21T07:30:00Z"))
        var daily = try daily("06:00")
        _ = daily.look(at("2026-11-21T05:59:00Z", 0))
        #expect(due(daily.look(at("2026-11-21T06:00:00Z", 60_000))) != nil)
        #expect(due(daily.look(at("2026-11-21T03:00:00Z", 120_000))) == nil)
        #expect(due(daily.look(at("2026-11-21T06:00:00Z", 10_920_000)))?.isRepeated == true)
    }

    @Test("goes by the uptime until the clock is set, and then makes up for no more than one slot")
    func in1970() throws {
        var clock = try clock()
        #expect(
            clock.look(at("1970-01-01T00:00:20Z", 20_000, set: false))
                == .wait(milliseconds: 60_000, until: .uptime(900_000)))
        #expect(due(clock.look(at("1970-01-01T00:15:00Z", 900_000, set: false))) == DueSlot(slot: .uptime(900_000)))
        #expect(due(clock.look(at("2026-11-21T07:20:00Z", 1_000_000))) == nil)
        var late = try self.clock()
        _ = late.look(at("1970-01-01T00:15:00Z", 900_000, set: false))
        #expect(due(late.look(at("2026-11-21T07:20:00Z", 1_500_000))) == DueSlot(slot: wall("2026-11-21T07:15:00Z")))
    }

    @Test("lets times of day wait until the clock is set")
    func waiting() throws {
        var clock = try daily("06:00", last: "2026-11-20T06:00:00Z")
        for hour in 0..<48 {
            let now = ClockReading(
                wall: Timestamp(milliseconds: Int64(hour) * 3_600_000), uptime: Int64(hour) * 3_600_000,
                isSynchronised: false)
            #expect(clock.look(now) == .waitForTime(milliseconds: Limits.clockLookMax))
        }
        #expect(
            due(clock.look(at("2026-11-22T07:00:00Z", 172_800_000)))
                == DueSlot(slot: wall("2026-11-22T06:00:00Z"), passed: 1))
        var fresh = try daily("06:00")
        _ = fresh.look(at("1970-01-01T00:00:00Z", 0, set: false))
        #expect(due(fresh.look(at("2026-11-22T07:00:00Z", 3_500_000))) == nil)
    }

    @Test("believes a clock that nobody disciplines from a known time on, and once it was synchronised")
    func trust() throws {
        var floor = try clock(floor: "2026-01-01T00:00:00Z")
        #expect(due(floor.look(at("2026-11-21T07:15:00Z", 5, set: false)))?.slot == wall("2026-11-21T07:15:00Z"))
        var synchronised = try clock()
        _ = synchronised.look(at("2026-11-21T07:10:00Z", 1_000_000))
        #expect(
            due(synchronised.look(at("2026-11-21T07:15:00Z", 1_300_000, set: false)))?.slot
                == wall("2026-11-21T07:15:00Z"))
    }

    @Test("goes on after a restart from the last slot that was done")
    func restart() throws {
        var done = try clock(last: wall("2026-11-21T07:15:00Z"))
        #expect(due(done.look(at("2026-11-21T07:15:30Z", 0))) == nil)
        var missed = try clock(last: wall("2026-11-21T07:15:00Z"))
        #expect(
            due(missed.look(at("2026-11-21T08:01:00Z", 0))) == DueSlot(slot: wall("2026-11-21T08:00:00Z"), passed: 2))
        var future = try clock(last: wall("2082-11-21T07:15:00Z"))
        #expect(due(future.look(at("2026-11-21T07:14:00Z", 0))) == nil)
        #expect(due(future.look(at("2026-11-21T07:15:00Z", 60_000)))?.isRepeated == true)
        var uptime = try clock(last: .uptime(900_000))
        #expect(due(uptime.look(at("1970-01-01T00:16:00Z", 960_000, set: false))) == nil)
        #expect(
            due(uptime.look(at("1970-01-01T00:30:00Z", 1_800_000, set: false))) == DueSlot(slot: .uptime(1_800_000)))
    }

    @Test("settles its slots up to now when the schedule is changed")
    func change() throws {
        var clock = try clock(3_600_000)
        _ = clock.look(at("2026-11-21T07:00:00Z", 0))
        clock.change(to: try .interval(SlotClockTests.quarter, in: .fixed()), at: at("2026-11-21T07:50:00Z", 3_000_000))
        #expect(due(clock.look(at("2026-11-21T07:50:00Z", 3_000_000))) == nil)
        #expect(due(clock.look(at("2026-11-21T08:00:00Z", 3_600_000))) == DueSlot(slot: wall("2026-11-21T08:00:00Z")))
    }

    @Test("answers whatever the clocks say")
    func wild() throws {
        for wall in [Int64.min, -1, 0, .max] {
            var clock = try clock(delay: 5000)
            let now = ClockReading(wall: Timestamp(milliseconds: wall), uptime: 0, isSynchronised: true)
            _ = clock.look(now)
            if case .wait(let milliseconds, _) = clock.look(now) {
                #expect((1...Limits.clockLookMax).contains(milliseconds))
            }
        }
    }
}

extension ClockSimulation.Tally {
    /// Adds another board's counts.
    mutating func add(_ other: ClockSimulation.Tally) {
        days += other.days
        slots += other.slots
        steps += other.steps
        boots += other.boots
        starts += other.starts
        passed += other.passed
        repeated += other.repeated
        byUptime += other.byUptime
        looks += other.looks
    }
}
