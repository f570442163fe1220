// Forecasts from a register's own weeks.

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
        #expect(abs(month.usage - 9.9) < 1e-6 && month.low <= 9.9 && month.high >= 9.9)
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

    @Test func theSameDaysOfTheYearBeforeCountForTheMonth() throws {
        // For thirty days five times as much, and a year later the day before them.
        func use(_ day: Int, _: Int) -> Int64 { (35..<65).contains(day % 364) ? 50 : 10 }
        let known = try #require(fed(days: 364 + 35, use).forecast(.month)).usage
        let unknown = try #require(fed(days: 364 - 35, use).forecast(.month)).usage
        #expect(unknown < 8 && known > 1.1 * unknown)
    }

    @Test func anIndexThatTremblesUsesNothing() throws {
        var forecast = UsageForecast(decimals: 3)
        for hour in 0...30 * 24 {
            let time = Timestamp(milliseconds: Int64(hour) * 3_600_000)
            forecast.add(Index(units: 1_000 + Int64(hour % 2), decimals: 3), at: time, local: time.milliseconds)
        }
        #expect(try #require(forecast.forecast(.day)).usage < 0.001)
    }

    @Test func theIntervalHoldsTheShareOfPastErrors() {
        var score = ForecastScore(ways: 1, kept: 100, part: 0.1, share: 0.8)
        for place in 0..<100 { score.learn(100 + Double(place), of: [100], level: 100) }
        let bounds = score.interval(100, level: 100)
        #expect(bounds.low == 100 && abs(bounds.high - 179) < 1e-9)
    }

    @Test func whoErredLeastCountsMost() {
        var score = ForecastScore(ways: 2, kept: 10, part: 0.1, share: 0.8)
        for _ in 0..<5 { score.learn(10, of: [10, 30], level: 10) }
        #expect(abs(score.blend([7, 1_000]) - 7) < 0.01)
    }
}
