// The table of how well the simulated years were forecast, and whether it is enough.

import Metering

extension Insights {
    /// By what share the error must be less than the naive one, and what share of usages the interval may hold.
    private static let gainMin = 0.1
    private static let coverRange = 0.75...0.85

    static func forecasts(_ houses: [Household], _ days: Int) -> Bool {
        var tallies: [MeterSort: [Forecast.Span: ForecastTally]] = [:]
        var all: [Forecast.Span: ForecastTally] = [:]
        for house in houses {
            let year = ForecastYear(year: WarningYear(house, days: days + 365, hasFaults: false))
            for (span, tally) in year.tallies() {
                tallies[house.sort, default: [:]][span, default: ForecastTally()] += tally
                all[span, default: ForecastTally()] += tally
            }
        }
        print("meter             span       forecasts     error     naive year ago      gain  held of 80 %")
        for sort in MeterSort.allCases {
            for span in Forecast.Span.allCases { tallies[sort]?[span].map { row(sort.rawValue, span, $0) } }
        }
        var isRight = true
        for span in Forecast.Span.allCases {
            guard let tally = all[span] else { return false }
            row("all", span, tally)
            isRight = isRight && tally.gain >= gainMin && coverRange ~= tally.cover
        }
        print("\(isRight ? "ok    " : "MISSED") of all: gain at least \(gainMin), held \(coverRange)")
        return isRight
    }

    private static func row(_ name: String, _ span: Forecast.Span, _ tally: ForecastTally) {
        let mean = Double(max(tally.count, 1))
        print(
            name.padded(to: 18) + span.rawValue.padded(to: 6) + padded("\(tally.count)", 14)
                + [tally.error / mean, tally.naive / mean, tally.naiveYear / mean, tally.gain, tally.cover].map {
                    padded(text($0, 3), 10)
                }
                .joined())
    }
}
