// The bounds of forecasts.

extension Limits {
    /// Hours of use that are kept: eight weeks.
    static let forecastHours = 1_344
    /// Days of use that are kept.
    static let forecastDays = 400
    /// Days that the days of the week are held against each other in.
    static let forecastWeekdays = 112
    /// Days back to the same day of the week a year ago, and days before that which tell the level then.
    static let forecastYear = 364
    /// See `forecastYear`.
    static let forecastYearBefore = 28
    /// Days before anything is forecast.
    static let forecastDaysMin = 14
    /// Errors that an interval is taken from.
    static let forecastMisses = 56
    /// See `forecastMisses`.
    static let forecastMonthMisses = 120
    /// The share of past errors that an interval holds, so that it holds four of five that are to come.
    static let forecastHourShare = 0.84
    /// See `forecastHourShare`.
    static let forecastShare = 0.88
    /// See `forecastHourShare`.
    static let forecastMonthShare = 0.98
    /// Days over which the level of the next day is taken.
    static let forecastLevels = [1, 3, 7, 21]
    /// The share of a usual day that the use of an odd one is held to, and its reciprocal.
    static let forecastOdd = 0.5
    /// Days over which the level of the next month is taken, and how far it goes on as it went.
    static let forecastMonthLevels: [(Int, Double)] = [(112, 0), (56, 0), (28, 0), (14, 1)]
}
