// Slots of intervals, times of day and cron expressions, through every kind of change of the clock.

import Capture
import Metering
import Testing

@Suite("A schedule")
struct ScheduleTests {
    /// The slots after one instant up to another, hours and minutes in UTC.
    private func slots(_ schedule: Schedule, _ start: String, _ end: String) -> [String] {
        var slots: [String] = []
        var slot = schedule.next(after: Timestamp(start)!)
        while slot <= Timestamp(end)! {
            slots.append(String(slot.text.dropFirst(11).prefix(5)))
            slot = schedule.next(after: slot)
        }
        return slots
    }

    private func cron(_ text: String, _ zone: TestZone) throws -> Schedule {
        try .cron(CronExpression(text), in: zone.local)
    }

    @Test("of an interval that divides a day keeps to the clock on the wall")
    func aligned() throws {
        let quarter = try Schedule.interval(900_000, in: TestZone.kathmandu.local)
        #expect(slots(quarter, "2026-06-01T00:00:00Z", "2026-06-01T00:45:00Z") == ["00:15", "00:30", "00:45"])
        let hour = try Schedule.interval(3_600_000, in: TestZone.kathmandu.local)
        #expect(slots(hour, "2026-06-01T00:00:00Z", "2026-06-01T02:00:00Z") == ["00:15", "01:15"])
        let week = try Schedule.interval(7 * 86_400_000, in: TestZone.berlin.local)
        #expect(week.next(after: Timestamp("2026-06-01T00:00:00Z")!).text == "2026-06-03T22:00:00Z")
        let second = try Schedule.interval(1000, in: TestZone.berlin.local)
        #expect(second.next(after: Timestamp("2026-06-01T00:00:00.500Z")!).text == "2026-06-01T00:00:01Z")
    }

    @Test("of another interval is evenly spaced whatever the clock on the wall does")
    func even() throws {
        let odd = try Schedule.interval(7 * 60_000, in: TestZone.berlin.local)
        var slot = odd.next(after: Timestamp("2026-03-28T00:00:00Z")!)
        #expect(slot.milliseconds % 420_000 == 0)
        for _ in 0..<1000 {
            let next = odd.next(after: slot)
            #expect(next.milliseconds - slot.milliseconds == 420_000)
            slot = next
        }
    }

    @Test("of an hour or less goes on by elapsed time through a change")
    func elapsed() throws {
        let quarter = try Schedule.interval(1_800_000, in: TestZone.berlin.local)
        let hours = ["00:30", "01:00", "01:30", "02:00"]
        #expect(slots(quarter, "2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z") == hours)
        #expect(slots(quarter, "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z") == hours)
        // A half-hour change: the change itself counts by the old clock.
        let hourly = try Schedule.interval(3_600_000, in: TestZone.lordHowe.local)
        #expect(
            slots(hourly, "2026-10-03T13:00:00Z", "2026-10-03T17:00:00Z") == [
                "13:30", "14:30", "15:30", "16:00", "17:00",
            ])
        #expect(slots(hourly, "2026-04-04T13:00:00Z", "2026-04-04T16:30:00Z") == ["14:00", "15:00", "15:30", "16:30"])
        let cron = try cron("5,35 * * * *", .berlin)
        #expect(slots(cron, "2026-03-29T00:30:00Z", "2026-03-29T01:40:00Z") == ["00:35", "01:05", "01:35"])
        #expect(slots(cron, "2026-10-25T00:30:00Z", "2026-10-25T02:10:00Z") == ["00:35", "01:05", "01:35", "02:05"])
    }

    @Test(
        "of longer intervals, times of day and cron hours takes a time leapt over at the leap and one that comes twice once"
    )
    func once() throws {
        let two = try Schedule.interval(7_200_000, in: TestZone.berlin.local)
        #expect(slots(two, "2026-03-28T23:00:00Z", "2026-03-29T02:00:00Z") == ["01:00", "02:00"])
        #expect(slots(two, "2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z") == ["00:00", "03:00"])
        let daily = try Schedule.daily(["02:15", "02:45", "04:00"], in: TestZone.berlin.local)
        #expect(slots(daily, "2026-03-28T23:00:00Z", "2026-03-29T12:00:00Z") == ["01:00", "02:00"])
        #expect(slots(daily, "2026-10-24T22:00:00Z", "2026-10-25T12:00:00Z") == ["00:15", "00:45", "03:00"])
        let cron = try cron("30 2 * * *", .newYork)
        #expect(slots(cron, "2026-03-08T00:00:00Z", "2026-03-08T23:00:00Z") == ["07:00"])
        let autumn = try self.cron("30 1,2 * * *", .newYork)
        #expect(slots(autumn, "2026-11-01T00:00:00Z", "2026-11-01T23:00:00Z") == ["05:30", "07:30"])
        let midnight = try self.cron("@daily", .santiago)
        #expect(slots(midnight, "2026-09-05T12:00:00Z", "2026-09-06T12:00:00Z") == ["04:00"])
        #expect(slots(midnight, "2026-04-04T12:00:00Z", "2026-04-05T12:00:00Z") == ["04:00"])
    }

    @Test("has done with a time that comes twice when it comes again")
    func comesAgain() throws {
        let daily = try Schedule.daily(["02:30"], in: TestZone.berlin.local)
        #expect(daily.next(after: Timestamp("2026-10-25T01:10:00Z")!).text == "2026-10-26T01:30:00Z")
    }

    @Test("has after any instant the slot that is found by going on minute by minute")
    func anyInstant() throws {
        let seed = UInt64.random(in: 0 ... .max >> 1)
        var random = SplitMix64(seed: seed)
        for zone in TestZone.all {
            for _ in 0..<12 {
                let schedule = try RandomSchedule(&random, zone: zone)
                // Around each change of a year, and at any time of it.
                let start = Timestamp("2011-02-01T00:00:00Z")!.milliseconds / 60_000
                let slots = SlotOracle(schedule.wish, zone).slots(from: start, through: start + 500 * 1440)
                let changes = zone.changes.map(\.at).filter { $0 / 60 > start && $0 / 60 < start + 400 * 1440 }
                for round in 0..<30 {
                    var minute = start + Int64(random.choice(400 * 1440))
                    if round % 3 > 0, !changes.isEmpty {
                        minute = changes[random.choice(changes.count)] / 60 + Int64(random.choice(240)) - 120
                    }
                    let instant = Timestamp(milliseconds: minute * 60_000 + Int64(random.choice(2) * 1234))
                    guard let expected = slots.first(where: { $0 > instant }) else { continue }
                    let next = schedule.schedule.next(after: instant)
                    #expect(next == expected, "seed \(seed): \(schedule) in \(zone) after \(instant.text)")
                }
            }
        }
    }

    @Test("takes the times of a day that the calendar leaps over together, at the leap")
    func skippedDay() throws {
        let daily = try Schedule.daily(["06:00", "18:00"], in: TestZone.apia.local)
        // 29 December 06:00 and 18:00, the leap, 31 December 06:00.
        #expect(slots(daily, "2011-12-29T10:00:00Z", "2011-12-30T20:00:00Z") == ["16:00", "04:00", "10:00", "16:00"])
        #expect(slots(try cron("0 0 30 12 *", .apia), "2011-01-01T00:00:00Z", "2012-06-01T00:00:00Z") == ["10:00"])
    }

    @Test("of an hourly cron expression is not confused by changes months ahead")
    func farAhead() throws {
        let schedule = try cron("*/30 * 25 10 *", .berlin)
        #expect(schedule.next(after: Timestamp("2025-12-01T00:00:00Z")!).text == "2026-10-24T22:00:00Z")
        // The last hour before the change on that day, twice, although the next due day is a year away.
        let evening = try cron("*/30 * 4 4 *", .santiago)
        let all = slots(evening, "2026-04-05T02:00:00Z", "2026-06-01T00:00:00Z")
        #expect(all == ["02:30", "03:00", "03:30"])
    }

    @Test("finds the last slot of a stretch and counts those before it")
    func lastAndCount() throws {
        let start = Timestamp("2026-03-01T00:00:00Z")!
        let end = Timestamp("2026-06-01T00:00:30Z")!
        let quarter = try Schedule.interval(900_000, in: TestZone.berlin.local)
        #expect(quarter.last(after: start, through: end)?.text == "2026-06-01T00:00:00Z")
        #expect(quarter.count(after: start, before: end) == Limits.slotsCountedMax)
        let yearly = try cron("@yearly", .berlin)
        #expect(yearly.last(after: start, through: end) == nil)
        #expect(yearly.last(after: Timestamp(milliseconds: 0), through: end)?.text == "2025-12-31T23:00:00Z")
        #expect(yearly.count(after: Timestamp("2020-01-01T00:00:00Z")!, before: end) == 6)
    }

    @Test("refuses what is no interval and no time of day")
    func mistakes() {
        for milliseconds in [Int64.min, -1, 0, 99, 367 * 86_400_000, .max] {
            #expect(throws: ScheduleMistake.self) { try Schedule.interval(milliseconds, in: .fixed()) }
        }
        for times in [[], ["6:00"], ["24:00"], ["06:60"], ["06-00"], ["06:00", "06:00"], ["+6:00"], ["06:00Z"]] {
            #expect(throws: ScheduleMistake.self) { try Schedule.daily(times, in: .fixed()) }
        }
        #expect(throws: ScheduleMistake.self) {
            try Schedule.daily((0..<97).map { "0\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" }, in: .fixed())
        }
    }
}
