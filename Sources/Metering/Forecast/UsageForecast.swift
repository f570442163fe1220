// Forecasts a register's usage from its own past: the next hour and day from the profile of the week and the level of the last days, the
// next month from the course of the year as far as it is known. Fed one reading at a time; fed the last thirteen months again it knows all
// of it again. Memory is bounded.

import Recognition

/// The forecast of one register.
public struct UsageForecast: Sendable, Equatable {
    private let decimals: Int
    private let resolution: Double
    /// The highest index so far, in units of the last place.
    private var high: Int64 = 0
    private var last: RegisterCard.Start?
    private var tally = HourTally()
    /// Use by hour, oldest first, not-a-number where it is not known; and the hour that follows.
    private var hours: [Double] = []
    private var next: Int64 = 0
    /// Use by day, oldest first; a day of which hours are unknown is filled up by its others.
    private var days: [Double] = []
    private var hourScores = [ForecastScore](
        repeating: ForecastScore(ways: 4, kept: Limits.forecastMisses, part: 0.05, share: Limits.forecastHourShare),
        count: 24)
    private var dayScore = ForecastScore(
        ways: Limits.forecastLevels.count, kept: Limits.forecastMisses, part: 0.06, share: Limits.forecastShare)
    private var monthScore = ForecastScore(
        ways: 3, kept: Limits.forecastMonthMisses, part: 0.02, share: Limits.forecastMonthShare)
    /// A forecast by each way and by all together, and the level that its error will be measured by.
    private struct Made: Equatable {
        var ways: [Double]
        var usage: Double
        var level: Double
    }
    /// Of the next day, since the last one was over.
    private var day: Made?
    /// Of a month, as made on each of the last thirty days.
    private var months: [Made] = []

    /// A register with an index of so many decimals, of which nothing is known.
    public init(decimals: Int) {
        self.decimals = min(max(decimals, 0), 9)
        resolution = 1 / Double(Index(units: 1, decimals: 0).scaled(to: self.decimals))
    }

    /// Takes in an accepted reading; one that is no later than the last is passed over, and one that falls begins anew.
    /// - Parameter local: its time by the clock on the wall, in milliseconds since 1970-01-01T00:00 as that clock shows it.
    public mutating func add(_ index: Index, at time: Timestamp, local: Int64) {
        let reading = RegisterCard.Start(index: index, at: time)
        guard let from = last else {
            (last, high) = (reading, index.scaled(to: decimals))
            return
        }
        guard time > from.at else { return }
        last = reading
        let units = index.scaled(to: decimals)
        let (rise, overflow) = units.subtractingReportingOverflow(high)
        guard !overflow, rise < 1 << 60, rise >= -Limits.jitterUnits else {
            high = units
            return
        }
        // An index that trembles before it turns has used nothing.
        high = max(high, units)
        let step = WarningStep(from: from, to: reading, local: local, units: max(0, rise))
        for hour in tally.add(step) { take(hour) }
    }

    /// The forecast; nil before there are two weeks to make it from.
    public func forecast(_ span: Forecast.Span) -> Forecast? {
        guard let day, let month = months.last else { return nil }
        let usage: Double
        let bounds: (low: Double, high: Double)
        switch span {
        case .hour:
            let score = hourScores[Self.ofDay(next)]
            usage = score.blend(hourWays())
            bounds = score.interval(usage, level: day.level)
        case .day:
            usage = day.usage
            bounds = dayScore.interval(usage, level: day.level)
        case .month:
            usage = month.usage
            bounds =
                monthScore.count >= Limits.forecastDaysMin
                ? monthScore.interval(usage, level: month.level)
                : (usage * (1 - Limits.forecastMonthOpen), usage * (1 + Limits.forecastMonthOpen))
        }
        let from = span == .hour ? next : next.floorDivided(by: 24) * 24
        return Forecast(
            span: span, from: from * 3_600_000, usage: usage * resolution, low: bounds.low * resolution,
            high: bounds.high * resolution)
    }

    private mutating func take(_ hour: HourTally.Hour) {
        if !hours.isEmpty, hour.number > next {
            // Of what went on behind a gap of months the days before it tell little.
            if hour.number - next >= Int64(Limits.forecastHours) { (hours, days, day, months) = ([], [], nil, []) }
            if !hours.isEmpty { for number in next..<hour.number { end(number, .nan) } }
        }
        next = hour.number
        if let day, let use = hour.use { hourScores[hour.ofDay].learn(use, of: hourWays(), level: day.level) }
        end(hour.number, hour.use ?? .nan)
    }

    private mutating func end(_ hour: Int64, _ use: Double) {
        push(use)
        next = hour + 1
        if Self.ofDay(hour) == 23 { endDay() }
    }

    private mutating func push(_ use: Double) {
        if hours.count == Limits.forecastHours { hours.removeFirst() }
        hours.append(use)
    }

    private mutating func endDay() {
        let known = hours.suffix(24).filter { !$0.isNaN }
        guard hours.count >= 24 else { return }
        let isKnown = known.count >= 12
        // A day that nobody saw is taken to be like the one a week before, and tells of no way how good it is.
        let use = isKnown ? known.reduce(0, +) * 24 / Double(known.count) : days.suffix(7).first ?? 0
        if isKnown, let day { dayScore.learn(use, of: day.ways, level: day.level) }
        if days.count == Limits.forecastDays { days.removeFirst() }
        days.append(use)
        guard days.count >= Limits.forecastDaysMin else { return }
        day = today()
        if months.count == 30 {
            let made = months.removeFirst()
            monthScore.learn(days.suffix(30).reduce(0, +), of: made.ways, told: made.usage, level: made.level)
        }
        months.append(month())
    }

    /// By the middle and by the mean of this hour on days of this kind, by the last days' same hour, and by the hour before.
    private func hourWays() -> [Double] {
        var (alike, near): ([Double], [Double]) = ([], [])
        let isFree = Self.isFree(next)
        for day in 1...28 where day * 24 <= hours.count {
            let use = hours[hours.count - day * 24]
            guard !use.isNaN else { continue }
            if Self.isFree(next - Int64(day * 24)) == isFree { alike.append(use) }
            if day <= 4 { near.append(use) }
        }
        let middle = Self.middle(alike)
        let recent = near.isEmpty ? middle : near.reduce(0, +) / Double(near.count)
        let mean = alike.isEmpty ? middle : alike.reduce(0, +) / Double(alike.count)
        let before = hours.last.flatMap { $0.isNaN ? nil : $0 } ?? middle
        return [middle, (middle + mean) / 2, (middle + recent) / 2, (middle + before) / 2]
    }

    /// The last days' level, over several lengths, times the share of this day of the week.
    private func today() -> Made {
        let shares = weekdays()
        let ways = Limits.forecastLevels.map { length in
            let recent = days.suffix(length).enumerated().map { place, use in
                use / shares[(min(length, days.count) - place) % 7]
            }
            return shares[0]
                * (length > 7 ? Self.middle(recent) : recent.reduce(0, +) / Double(max(recent.count, 1)))
        }
        // After days away the level is that of the weeks before, not nought.
        let level = max(level(7), level(Limits.forecastWeekdays) * Limits.forecastLevelLeast)
        return Made(ways: ways, usage: dayScore.blend(ways), level: level)
    }

    /// The year's course with one wave, which even a few months tell, with two, which take a year, and none at all. Errors grow with what is
    /// used, but less than it does.
    private func month() -> Made {
        let (course, mean) = (YearCourse(days), level(Limits.forecastYear))
        let ways = [
            course.month(.one, firmness: Limits.courseFirmnessOne), course.month(.two, firmness: Limits.courseFirmness),
            mean,
        ]
        let usage = monthScore.blend(ways)
        let level = (max(usage, mean * Limits.forecastMonthLeast) * mean).squareRoot()
        return Made(ways: ways.map { 30 * $0 }, usage: 30 * usage, level: 30 * level)
    }

    /// The shares of the days of the week, from the next day's back: kept close to one as long as few weeks are known.
    private func weekdays() -> [Double] {
        var (sums, counts) = ([Double](repeating: 0, count: 7), [Double](repeating: 0, count: 7))
        let known = days.suffix(Limits.forecastWeekdays)
        for (place, use) in known.enumerated() {
            let before = (known.count - place) % 7
            (sums[before], counts[before]) = (sums[before] + use, counts[before] + 1)
        }
        let mean = sums.reduce(0, +) / Double(known.count)
        guard mean > 0 else { return [Double](repeating: 1, count: 7) }
        return zip(sums, counts).map { sum, count in max(0.2, (sum / mean + 4) / (count + 4)) }
    }

    private func level(_ length: Int) -> Double {
        let last = days.suffix(length)
        return last.reduce(0, +) / Double(max(last.count, 1))
    }

    private static func middle(_ values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    private static func ofDay(_ hour: Int64) -> Int { Int(hour - hour.floorDivided(by: 24) * 24) }

    /// Saturday or Sunday: 1970 began on a Thursday.
    private static func isFree(_ hour: Int64) -> Bool {
        let day = hour.floorDivided(by: 24) + 3
        return day - day.floorDivided(by: 7) * 7 >= 5
    }

    /// Equal when everything that is known is.
    public static func == (a: UsageForecast, b: UsageForecast) -> Bool {
        a.decimals == b.decimals && a.high == b.high && a.last == b.last && a.tally == b.tally && a.next == b.next
            && a.days == b.days && a.hours.map(\.bitPattern) == b.hours.map(\.bitPattern)
            && a.hourScores == b.hourScores && a.dayScore == b.dayScore && a.monthScore == b.monthScore
            && a.day == b.day && a.months == b.months
    }
}
