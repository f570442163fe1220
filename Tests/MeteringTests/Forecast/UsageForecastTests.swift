// Forecasts from a register's own weeks.

import Glibc
import Recognition
import Testing

@testable import Metering

@Suite struct UsageForecastTests {
    /// Weeks of readings, one an hour: so many litres in each hour.
    private func fed(days: Int, _ use: (_ day: Int, _ hour: Int) -> Int64) -> UsageForecast {
        var forecast = UsageForecast(decimals: 3)
        var units: Int64 = 1_000
        for hour in 0...days * 24 {
            let time = Timestamp(milliseconds: Int64(hour) * 3_600_000)
            forecast.add(Index(units: units, decimals: 3), at: time, local: time.milliseconds)
            units += use(hour / 24, hour % 24)
        }
        return forecast
    }

    @Test func twoWeeksAreNeeded() {
        let hourly = fed(days: 13) { _, _ in 10 }
        #expect(Forecast.Span.allCases.allSatisfy { hourly.forecast($0) == nil })
    }

    @Test func whatIsAlwaysTheSameIsForecastAndSure() throws {
        let forecast = fed(days: 60) { _, hour in hour == 7 ? 100 : 10 }
        let hour = try #require(forecast.forecast(.hour))
        #expect(hour.from == 60 * 86_400_000)
        #expect(abs(hour.usage - 0.01) < 1e-9 && hour.low <= hour.usage && hour.high <= 0.0101)
        let day = try #require(forecast.forecast(.day))
        #expect(abs(day.usage - 0.33) < 1e-6 && day.high - day.low < 0.01)
        let month = try #require(forecast.forecast(.month))
        #expect(abs(month.usage - 9.9) < 1e-6 && month.low < 9.901 && month.high > 9.899)
    }

    @Test func theDayOfTheWeekCounts() throws {
        // The day after the 63rd is a Thursday, like the first; Thursdays use five times as much.
        let forecast = fed(days: 63) { day, _ in day % 7 == 0 ? 50 : 10 }
        let day = try #require(forecast.forecast(.day))
        #expect(day.usage > 0.6)
    }

    @Test func aSeasonIsFollowed() throws {
        let forecast = fed(days: 60) { day, _ in Int64(10 + day * 2) }
        let day = try #require(forecast.forecast(.day))
        #expect(day.usage > 24 * 0.12)
    }

    /// The error of the month's forecast on days so far apart, and that of the same days of the year before; in litres.
    private func monthErrors(_ days: StrideTo<Int>, _ use: (_ day: Int) -> Int64) throws -> (made: Int64, year: Int64) {
        var (made, year): (Int64, Int64) = (0, 0)
        for day in days {
            func used(_ from: Int) -> Int64 { (from..<from + 30).reduce(0) { $0 + 24 * use($1) } }
            let forecast = try #require(fed(days: day) { day, _ in use(day) }.forecast(.month))
            made += abs(Int64(forecast.usage * 1_000) - used(day))
            year += abs(used(day - 364) - used(day))
        }
        return (made, year)
    }

    /// Litres an hour that rise and fall with the year, around noise that has no pattern.
    private func wavy(_ day: Int) -> Int64 {
        let turn = 2 * Double.pi * Double(day - 30) / 365.25
        return Int64(100 + 80 * cos(turn)) + Int64(day * 7_919 % 31) - 15
    }

    @Test func theSeasonIsKnownBeforeItComes() throws {
        let errors = try monthErrors(stride(from: 380, to: 680, by: 100), wavy)
        #expect(errors.made < 3 * 30 * 24 * 4)
    }

    @Test func aJourneyIsNoSeason() throws {
        func use(_ day: Int) -> Int64 { (440..<455).contains(day) || (50..<60).contains(day) ? 0 : wavy(day) }
        let errors = try monthErrors(stride(from: 400, to: 440, by: 20), use)
        #expect(errors.made < errors.year)
        let after = try monthErrors(stride(from: 455, to: 475, by: 10), use)
        #expect(after.made < 2 * 30 * 24 * 8)
    }

    @Test func whatIsUsedNowAndThenIsForecastAsItIs() throws {
        // 240 litres on every tenth day.
        let month = try #require(fed(days: 300) { day, _ in day % 10 == 3 ? 10 : 0 }.forecast(.month))
        #expect(abs(month.usage - 0.72) < 0.08)
    }

    @Test func whatWasGoodBeforeDaysAwayIsGoodAfterThem() throws {
        // The first hour of the day is like no hour before it, and while nobody was there it was.
        let forecast = fed(days: 120) { day, hour in (60..<75).contains(day) ? 0 : hour == 0 ? 100 : 10 }
        let hour = try #require(forecast.forecast(.hour))
        #expect(abs(hour.usage - 0.1) < 0.005)
    }

    @Test func howFarOffAMonthIsStaysOpenAtFirst() throws {
        let month = try #require(fed(days: 20) { _, _ in 10 }.forecast(.month))
        #expect(month.low < 0.8 * month.usage && month.high > 1.2 * month.usage)
    }

    @Test func theMonthIsThatOfTheDayBeforeUntilTheDayIsOver() throws {
        var forecast = fed(days: 60) { _, _ in 10 }
        let made = try #require(forecast.forecast(.month))
        for minutes in stride(from: Int64(1), to: 1_430, by: 60) {
            let time = Timestamp(milliseconds: 60 * 86_400_000 + minutes * 60_000)
            forecast.add(Index(units: 15_400 + minutes, decimals: 3), at: time, local: time.milliseconds)
            #expect(forecast.forecast(.month) == made)
        }
    }

    @Test func weeksWithoutReadingsAreDaysToo() throws {
        var (gap, whole) = (UsageForecast(decimals: 3), UsageForecast(decimals: 3))
        var units: Int64 = 0
        for hour in 0...119 * 24 {
            let time = Timestamp(milliseconds: Int64(hour) * 3_600_000)
            let index = Index(units: units, decimals: 3)
            whole.add(index, at: time, local: time.milliseconds)
            if !(60..<91).contains(hour / 24) { gap.add(index, at: time, local: time.milliseconds) }
            // On Thursdays more is used, and the next day is one: the days between count although nobody saw them.
            units += hour / 24 % 7 == 0 ? 50 : 10
        }
        let (known, unknown) = (try #require(whole.forecast(.day)), try #require(gap.forecast(.day)))
        #expect(known.from == unknown.from && abs(known.usage - unknown.usage) < 0.1 * known.usage)
    }

    @Test func behindAGapOfMonthsItBeginsAnew() {
        var forecast = fed(days: 60) { _, _ in 10 }
        for hour in 0..<13 * 24 {
            let time = Timestamp(milliseconds: Int64(160 * 24 + hour) * 3_600_000)
            forecast.add(Index(units: 20_000 + Int64(hour), decimals: 3), at: time, local: time.milliseconds)
        }
        #expect(forecast.forecast(.day) == nil)
    }

    @Test func anIndexThatTremblesUsesNothing() throws {
        var forecast = UsageForecast(decimals: 3)
        for hour in 0...30 * 24 {
            let time = Timestamp(milliseconds: Int64(hour) * 3_600_000)
            forecast.add(Index(units: 1_000 + Int64(hour % 2), decimals: 3), at: time, local: time.milliseconds)
        }
        #expect(try #require(forecast.forecast(.day)).usage < 0.001)
    }
}
