// Holds forecasts against what was then used in a simulated year without faults, beside naive ones: the week before for hours and days; for
// a month the same days of the year before, and the month before. A year that is not judged goes before, so that there is one to look back on.

import Capture
import Metering
import Recognition

/// How well a stretch of time was forecast, as parts of what is used in it as a rule.
struct ForecastTally {
    var count = 0
    var error = 0.0
    var naive = 0.0
    /// The same of the naive forecast that looks back a year; as `naive` where there is none.
    var naiveYear = 0.0
    var held = 0

    static func += (a: inout ForecastTally, b: ForecastTally) {
        (a.count, a.held) = (a.count + b.count, a.held + b.held)
        (a.error, a.naive, a.naiveYear) = (a.error + b.error, a.naive + b.naive, a.naiveYear + b.naiveYear)
    }

    /// By what share the error is less than that of the better naive forecast.
    var gain: Double { 1 - error / max(min(naive, naiveYear), 1e-9) }
    /// The share of what came that lay in its interval.
    var cover: Double { Double(held) / Double(max(count, 1)) }
}

/// A household's year, forecast.
struct ForecastYear {
    let year: WarningYear

    func tallies() -> [Forecast.Span: ForecastTally] {
        let house = year.house
        guard let decimals = year.readings.taken.first?.index.decimals else { return [:] }
        // In cubic metres and kilowatt hours.
        let hourly = stride(from: 0, to: year.life.minutes.count, by: 60).map { start in
            Double(year.life.minutes[start..<start + 60].reduce(0, +)) * 0.001
        }
        var forecast = UsageForecast(decimals: decimals)
        var tallies: [Forecast.Span: ForecastTally] = [:]
        var hour = -1
        var last: [Forecast.Span: Int64] = [:]
        for reading in year.readings.taken {
            forecast.add(reading.index, at: reading.at, local: reading.local)
            guard reading.minute / 60 != hour else { continue }
            hour = reading.minute / 60
            let offset = (reading.local - reading.at.milliseconds) / 3_600_000
            for span in Forecast.Span.allCases {
                guard let made = forecast.forecast(span), made.from != last[span] else { continue }
                last[span] = made.from
                // Local hours are whole hours of universal time.
                let start = Int(made.from / 3_600_000 - offset - house.firstDay * 24)
                let (length, back) = span == .hour ? (1, 168) : span == .day ? (24, 168) : (720, 720)
                guard start >= 8_760, start + length <= hourly.count, reading.minute / 60 - start < length else {
                    continue
                }
                let used = hourly[start..<start + length].reduce(0, +)
                let naive = hourly[start - back..<start - back + length].reduce(0, +)
                // 364 days, for the day of the week.
                let yearly =
                    span == .month ? hourly[start - 8_736..<start - 8_736 + length].reduce(0, +) : naive
                let usual = hourly.reduce(0, +) / Double(hourly.count) * Double(length)
                tallies[span, default: ForecastTally()] += ForecastTally(
                    count: 1, error: abs(made.usage - used) / max(usual, 1e-9),
                    naive: abs(naive - used) / max(usual, 1e-9), naiveYear: abs(yearly - used) / max(usual, 1e-9),
                    held: made.low...made.high ~= used ? 1 : 0)
            }
        }
        return tallies
    }
}
