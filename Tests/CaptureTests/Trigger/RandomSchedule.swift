// Random schedules, as the product reads them and as the oracle does.

import Capture

/// The same wish for both.
struct RandomSchedule: CustomStringConvertible {
    let description: String
    let wish: SlotOracle.Wish
    let schedule: Schedule
    /// About how many slots a day.
    let density: Double

    init(_ random: inout SplitMix64, zone: TestZone) throws {
        switch random.choice(10) {
        case 0..<4:
            let minutes = [
                1, 2, 5, 7, 10, 15, 15, 15, 20, 30, 40, 45, 50, 60, 60, 120, 240, 300, 360, 720, 1440, 2880, 10_080,
            ]
            let interval = Int64(minutes[random.choice(minutes.count)])
            description = "every \(interval) min"
            wish = .interval(interval)
            schedule = try .interval(interval * 60_000, in: zone.local)
            density = 1440 / Double(interval)
        case 4..<6:
            let all = Set((0...random.choice(4)).map { _ in random.choice(288) * 5 })
            let times = all.sorted()
            let text = times.map { RandomSchedule.padded($0 / 60) + ":" + RandomSchedule.padded($0 % 60) }
            description = "daily " + text.joined(separator: " ")
            wish = .daily(times)
            schedule = try .daily(text, in: zone.local)
            density = Double(times.count)
        default:
            let cron = RandomCron(&random)
            description = cron.text
            wish = cron.wish
            schedule = try .cron(CronExpression(cron.text), in: zone.local)
            density = cron.density
        }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A random cron expression together with what it means.
struct RandomCron {
    let text: String
    let wish: SlotOracle.Wish
    let density: Double

    init(_ random: inout SplitMix64) {
        let minute = RandomCron.field(
            &random, 0...59, [("0", [0]), ("*/15", [0, 15, 30, 45]), ("30", [30]), ("5-59/20", [5, 25, 45])])
        let hour = RandomCron.field(
            &random, 0...23, [("*", Array(0...23)), ("*", Array(0...23)), ("2", [2]), ("1-3", [1, 2, 3])])
        let isDense = minute.values.count * hour.values.count > 100
        let day =
            isDense ? ("*", Array(1...31)) : RandomCron.field(&random, 1...31, [("*", Array(1...31)), ("1", [1])])
        let month =
            isDense
            ? ("*", Array(1...12)) : RandomCron.field(&random, 1...12, [("*", Array(1...12)), ("*", Array(1...12))])
        let weekday = RandomCron.field(
            &random, 0...6,
            [
                ("*", Array(0...6)), ("*", Array(0...6)), ("sun", [0]), ("mon-fri", [1, 2, 3, 4, 5]), ("7", [0]),
                ("fri-sun", [0, 5, 6]),
            ])
        // Days that only some of the months have are replaced, so that it is always due.
        let safe = day.1.contains { $0 <= 28 } ? day : ("28", [28])
        text = [minute.text, hour.text, safe.0, month.0, weekday.text].joined(separator: " ")
        wish = .cron(
            minutes: minute.values, hours: hour.values, days: safe.1, months: month.1, weekdays: weekday.values,
            dayOpen: safe.0.hasPrefix("*"), weekdayOpen: weekday.text.hasPrefix("*"))
        density = Double(minute.values.count * hour.values.count)
    }

    /// One of the given fields, or a random one.
    private static func field(
        _ random: inout SplitMix64, _ range: ClosedRange<Int>, _ known: [(String, [Int])]
    ) -> (text: String, values: [Int]) {
        if random.choice(3) > 0 { return known[random.choice(known.count)] }
        var text: [String] = []
        var values = Set<Int>()
        for _ in 0...random.choice(3) {
            let low = range.lowerBound + random.choice(range.count)
            switch random.choice(4) {
            case 0 where low < range.upperBound:
                let high = low + 1 + random.choice(range.upperBound - low)
                text.append("\(low)-\(high)")
                values.formUnion(low...high)
            case 1 where low < range.upperBound:
                let step = 1 + random.choice(range.upperBound - low)
                text.append("\(low)-\(range.upperBound)/\(step)")
                values.formUnion(stride(from: low, through: range.upperBound, by: step))
            case 2 where range.count < 32 && values.isEmpty:
                text.append("*/2")
                values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: 2))
            default:
                text.append("\(low)")
                values.insert(low)
            }
        }
        return (text.joined(separator: ","), values.sorted())
    }
}
