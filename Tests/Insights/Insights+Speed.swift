// What a year of minutes costs: processor time from scratch and of the dearest single step, and memory. Times depend on the machine and are
// only told; that no step grows dearer with the year, and that memory does not grow with it, does not, and is what fails.

import Capture
import Glibc
import Metering
import Recognition

extension Insights {
    /// How many times as dear a late reading may be after the whole year as after a tenth of it, and by how many bytes
    /// what the watch and the forecast keep may grow in the second half of it.
    private static let lateGrowthMax = 4.0
    private static let keptGrowthMax = 262_144
    /// What the processor may take for ten meters, and for a step, in seconds: told, and no reason to fail.
    private static let yearGoal = 10.0
    private static let stepGoal = 0.001

    /// What it took.
    private struct Cost {
        var readings = 0
        var seconds = 0.0
        var step = Steps()
        var late = Steps()
        var lateEarly = Steps()
        var kept = 0
        var grown = 0
        var series = 0
    }

    /// The costs of single steps, in seconds.
    private struct Steps {
        var all: [Double] = []
        var most: Double { all.max() ?? 0 }
        var middle: Double { all.isEmpty ? 0 : all.sorted()[all.count / 2] }
    }

    static func speed(_ houses: [Household], _ days: Int) -> Bool {
        var sum = Cost()
        for house in houses {
            let cost = cost(of: house, days)
            sum.readings += cost.readings
            sum.seconds += cost.seconds
            sum.step.all += cost.step.all
            sum.late.all += cost.late.all
            sum.lateEarly.all += cost.lateEarly.all
            sum.series = max(sum.series, cost.series)
            sum.kept = max(sum.kept, cost.kept)
            sum.grown = max(sum.grown, cost.grown)
        }
        print("\(houses.count) meters, \(sum.readings) readings, one a minute")
        tell("from scratch: usage, watch and forecast of all", sum.seconds, "s", yearGoal)
        tell("dearest step of one reading", sum.step.most * 1_000, "ms", stepGoal * 1_000)
        tell("step of one reading as a rule", sum.step.middle * 1_000, "ms", stepGoal * 1_000)
        tell("dearest late reading after the year", sum.late.most * 1_000, "ms", stepGoal * 1_000)
        print(
            "kept by watch and forecast of a meter: \(sum.kept) bytes at most, \(sum.grown) of them since half a year")
        print("kept by the series of one meter's year: \(sum.series) bytes")
        let late = sum.late.middle / max(sum.lateEarly.middle, 1e-9)
        let isRight = late <= lateGrowthMax && sum.grown <= keptGrowthMax
        print(
            "\(isRight ? "ok    " : "MISSED") late readings \(text(late)) times as dear as after a tenth of the year, "
                + "at most \(text(lateGrowthMax)); bytes grown \(sum.grown), at most \(keptGrowthMax)")
        return isRight
    }

    private static func tell(_ name: String, _ value: Double, _ unit: String, _ goal: Double) {
        print("\(name): \(text(value, 4)) \(unit), goal \(text(goal, 4)) \(unit)")
    }

    /// A household's meter, read every minute, and each reading taken in as it comes.
    private static func cost(of house: Household, _ days: Int) -> Cost {
        let (points, locals) = readings(of: house, days)
        var cost = Cost()
        cost.readings = points.count
        watch(house, points, locals, &cost)
        var series = UsageSeries()
        let empty = bytes()
        let start = seconds()
        for point in points.prefix(points.count / 10) { series.add(point) }
        cost.seconds += seconds() - start
        cost.lateEarly = late(&series, points.prefix(points.count / 10))
        let rest = seconds()
        for point in points.dropFirst(points.count / 10) { series.add(point) }
        cost.seconds += seconds() - rest
        cost.series = bytes() - empty
        cost.late = late(&series, points[...])
        let whole = seconds()
        let (from, to) = (points[0].at, points[points.count - 1].at)
        let borders = LocalTime.fixed().borders(of: .hour, from: from, to: to, limit: days * 24)
        let sheet = UsageSheet(series, borders: borders)
        cost.seconds += seconds() - whole
        if sheet.intervals.count < days * 24 - 2 { tell("the year has only \(sheet.intervals.count) hours") }
        cost.step.all = steps(of: house, points, locals)
        return cost
    }

    /// What each reading costs by itself, in everything that takes it in. Of two times the lesser counts: where the machine did something else
    /// in between, it does not do so twice at the same reading.
    private static func steps(of house: Household, _ points: [UsagePoint], _ locals: [Int64]) -> [Double] {
        var least = [Double](repeating: .infinity, count: points.count)
        for _ in 0..<2 {
            var (watch, forecast) = watchers(house)
            var series = UsageSeries()
            for place in points.indices {
                let start = seconds()
                _ = watch.add(points[place].index, at: points[place].at, local: locals[place])
                forecast.add(points[place].index, at: points[place].at, local: locals[place])
                series.add(points[place])
                least[place] = min(least[place], seconds() - start)
            }
        }
        return least
    }

    private static func watchers(_ house: Household) -> (UsageWatch, UsageForecast) {
        let rules = WarningRules(medium: house.sort.medium, decimals: house.sort.decimals, watchesNoUse: true)
        return (UsageWatch(rules), UsageForecast(decimals: house.sort.decimals))
    }

    private static func readings(of house: Household, _ days: Int) -> ([UsagePoint], [Int64]) {
        var position = 0.0
        var (points, locals): ([UsagePoint], [Int64]) = ([], [])
        for (minute, use) in Life(house, days: days).minutes.enumerated() {
            position += Double(use) / house.sort.unit
            let at = (house.firstDay * 1_440 + Int64(minute)) * 60_000
            points.append(
                UsagePoint(
                    seq: Int64(minute) * 7, at: Timestamp(milliseconds: at),
                    index: Index(units: Int64(position), decimals: house.sort.decimals)))
            locals.append(at + Int64(house.offset(minute / 1_440)) * 3_600_000)
        }
        return (points, locals)
    }

    private static func watch(_ house: Household, _ points: [UsagePoint], _ locals: [Int64], _ cost: inout Cost) {
        let empty = bytes()
        var (watch, forecast) = watchers(house)
        func take(_ places: Range<Int>) {
            let start = seconds()
            for place in places {
                _ = watch.add(points[place].index, at: points[place].at, local: locals[place])
                forecast.add(points[place].index, at: points[place].at, local: locals[place])
            }
            cost.seconds += seconds() - start
        }
        take(points.indices.prefix(points.count / 2))
        cost.kept = bytes() - empty
        take(points.indices.dropFirst(points.count / 2))
        cost.grown = bytes() - empty - cost.kept
        cost.kept += cost.grown
    }

    /// Readings that come late, all over the time so far.
    private static func late(_ series: inout UsageSeries, _ points: ArraySlice<UsagePoint>) -> Steps {
        var steps = Steps()
        for place in stride(from: 0, to: points.count - 1, by: max(1, points.count / 200)) {
            var point = points[place]
            // A number of its own, for each time that this is done.
            point.seq += points.count % 2 == 0 ? 1 : 2
            point.at.milliseconds += 20_000
            let start = seconds()
            series.add(point)
            steps.all.append(seconds() - start)
        }
        return steps
    }

    /// Seconds that the processor has worked for this program.
    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Bytes of memory that this program has.
    private static func bytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, 256, file) != nil else { return 0 }
        let words = line.prefix { $0 != 0 }.map { Character(Unicode.Scalar(UInt8(bitPattern: $0))) }.split(
            separator: " ")
        return (words.count > 1 ? Int(String(words[1])) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }
}
