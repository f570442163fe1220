// The bounds of forecasts.

extension Limits {
    /// Hours of use that are kept: eight weeks.
    static let forecastHours = 1_344
    /// Days of use that are kept.
    static let forecastDays = 400
    /// Days that the days of the week are held against each other in.
    static let forecastWeekdays = 112
    /// Days of a year, in whole weeks.
    static let forecastYear = 364
    /// Days before anything is forecast.
    static let forecastDaysMin = 14
    /// Errors that an interval is taken from.
    static let forecastMisses = 56
    /// See `forecastMisses`.
    static let forecastMonthMisses = 336
    /// The share of past errors that an interval holds, so that it holds four of five that are to come.
    static let forecastHourShare = 0.83
    /// See `forecastHourShare`.
    static let forecastShare = 0.85
    /// See `forecastHourShare`.
    static let forecastMonthShare = 0.84
    /// Days over which the level of the next day is taken.
    static let forecastLevels = [1, 3, 7, 21]
    /// The share of a month by which it may be off as long as nobody knows how far off the forecasts are.
    static let forecastMonthOpen = 0.3
    /// The share of the last weeks' mean that the level of a day is at the least.
    static let forecastLevelLeast = 0.25
    /// The share of the year's mean that the level of a month is at the least.
    static let forecastMonthLeast = 0.05
    /// Days without any wave that hold down the course of a year with two waves, and with one.
    static let courseFirmness = 20.0
    /// See `courseFirmness`.
    static let courseFirmnessOne = 5.0
    /// Times the usual difference from the course that a day counts for at the most.
    static let courseOdd = 3.0
    /// Times the level that an error counts at most: the first use after months without any would be remembered for a year.
    static let forecastErrorMax = 10.0
}
