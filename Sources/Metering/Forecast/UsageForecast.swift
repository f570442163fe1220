// Forecasts a register's usage from its own past: the profile of the week and the level of the last days from the last weeks, and for the
// next month also what the same weeks of the year before were, as soon as they are known. Fed one reading at a time; fed the last thirteen
// months again it knows all of it again. Memory is bounded.

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
        ways: Limits.forecastMonthLevels.count, kept: Limits.forecastMonthMisses, part: 0.02,
        share: Limits.forecastMonthShare)
    /// What was forecast on each of the last thirty days, and the level then.
    private var pending: [(forecasts: [Double], level: Double)] = []

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
        guard days.count >= Limits.forecastDaysMin else { return nil }
        let level = level(7)
        let usage: Double
        let bounds: (low: Double, high: Double)
        switch span {
        case .hour:
            let score = hourScores[Self.ofDay(next)]
            usage = score.blend(hourWays())
            bounds = score.interval(usage, level: level)
        case .day:
            usage = dayScore.blend(dayWays())
            bounds = dayScore.interval(usage, level: level)
        case .month:
            usage = monthScore.blend(monthWays())
            bounds =
                monthScore.count >= Limits.forecastDaysMin
                ? monthScore.interval(usage, level: level) : (usage * 0.75, usage * 1.25)
        }
        let from = span == .hour ? next : next.floorDivided(by: 24) * 24
        return Forecast(
            span: span, from: from * 3_600_000, usage: usage * resolution, low: bounds.low * resolution,
            high: bounds.high * resolution)
    }

    private mutating func take(_ hour: HourTally.Hour) {
        if hour.number != next, !hours.isEmpty, hour.number > next, hour.number - next < Int64(Limits.forecastHours) {
            for _ in next..<hour.number { push(.nan) }
        }
        next = hour.number
        if days.count >= Limits.forecastDaysMin, let use = hour.use {
            hourScores[hour.ofDay].learn(use, of: hourWays(), level: level(7))
        }
        push(hour.use ?? .nan)
        next = hour.number + 1
        if hour.ofDay == 23 { endDay() }
    }

    private mutating func push(_ use: Double) {
        if hours.count == Limits.forecastHours { hours.removeFirst() }
        hours.append(use)
    }

    private mutating func endDay() {
        let known = hours.suffix(24).filter { !$0.isNaN }
        guard hours.count >= 24 else { return }
        // A day that nobody saw is taken to be like the one a week before.
        let day = known.count >= 12 ? known.reduce(0, +) * 24 / Double(known.count) : days.suffix(7).first ?? 0
        if days.count >= Limits.forecastDaysMin {
            // The day that has just ended was forecast before it was known.
            next -= 24
            dayScore.learn(day, of: dayWays(), level: level(7))
            next += 24
        }
        if days.count == Limits.forecastDays { days.removeFirst() }
        days.append(day)
        guard days.count >= Limits.forecastDaysMin else { return }
        if pending.count == 30 {
            let made = pending.removeFirst()
            monthScore.learn(days.suffix(30).reduce(0, +), of: made.forecasts, level: made.level)
        }
        pending.append((monthWays(), level(7)))
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
    private func dayWays() -> [Double] {
        let factor = weekday(next.floorDivided(by: 24), before: 0)
        return Limits.forecastLevels.map { length in
            let recent = days.suffix(length).enumerated().map { place, use in
                use / weekday(next.floorDivided(by: 24), before: min(length, days.count) - place)
            }
            return factor * (length > 7 ? Self.middle(recent) : recent.reduce(0, +) / Double(max(recent.count, 1)))
        }
    }

    /// The level of the last days over several lengths, and where it goes if it goes on for a while as it went. With a year behind it: what
    /// the same days of the year before took, today's level with the step that came then, the last weeks' level, and the whole year's.
    private func monthWays() -> [Double] {
        let (year, before) = (Limits.forecastYear, Limits.forecastYearBefore)
        guard days.count >= year + before else {
            return Limits.forecastMonthLevels.map { length, trend in
                max(0, 30 * (usual(length) + trend * (usual(length) - usual(2 * length))))
            }
        }
        let then = days.count - year
        let (now, last, next) = (
            usual(before), Self.usual(days[(then - before)..<then]), Self.usual(days[then..<(then + 30)])
        )
        let step = last > 0 ? min(max(next / last, Limits.forecastOdd), 1 / Limits.forecastOdd) : 1
        return [next, now * step, usual(2 * before), usual(year)].map { 30 * $0 }
    }

    /// The share of a day so many days before the next one, kept close to one as long as few weeks are known.
    private func weekday(_ day: Int64, before: Int) -> Double {
        guard days.count >= 14 else { return 1 }
        var (sum, count, all) = (0.0, 0.0, 0.0)
        let known = days.suffix(Limits.forecastWeekdays)
        for (place, use) in known.enumerated() {
            all += use
            if (known.count - place - before) % 7 == 0 { (sum, count) = (sum + use, count + 1) }
        }
        let mean = all / Double(known.count)
        guard mean > 0 else { return 1 }
        return max(0.2, (sum / mean + 4) / (count + 4))
    }

    private func level(_ length: Int) -> Double {
        let last = days.suffix(length)
        return last.reduce(0, +) / Double(max(last.count, 1))
    }

    private func usual(_ length: Int) -> Double { Self.usual(days.suffix(length)) }

    /// The level without days on which nobody was there or many were.
    private static func usual(_ days: ArraySlice<Double>) -> Double {
        let middle = middle(Array(days))
        let kept = days.map { min(max($0, middle * Limits.forecastOdd), middle / Limits.forecastOdd) }
        return kept.reduce(0, +) / Double(max(kept.count, 1))
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
            && a.days == b.days
            && a.hours.map(\.bitPattern) == b.hours.map(\.bitPattern) && a.hourScores == b.hourScores
            && a.dayScore == b.dayScore && a.monthScore == b.monthScore
            && a.pending.map(\.forecasts) == b.pending.map(\.forecasts)
            && a.pending.map(\.level) == b.pending.map(\.level)
    }
}
