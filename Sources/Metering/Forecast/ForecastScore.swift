// Several ways to forecast one thing, of which those that erred least of late count most; and how far what was forecast then lay off,
// which is what the interval comes from. Nothing is assumed of how errors are spread.

/// The record of several ways to forecast.
struct ForecastScore: Sendable, Equatable {
    private var errors: [Double]
    private var isKnown = false
    /// Errors of what was followed, as parts of the level that was then.
    private var misses: RecentDays
    private let part: Double
    private let share: Double

    /// - Parameters:
    ///   - ways: how many there are.
    ///   - kept: errors that are kept for the interval.
    ///   - part: the share of the last error in the score.
    ///   - share: the share of the errors that the interval is to hold.
    init(ways: Int, kept: Int, part: Double, share: Double) {
        errors = [Double](repeating: 0, count: ways)
        misses = RecentDays(capacity: kept)
        (self.part, self.share) = (part, share)
    }

    /// How many forecasts have been held against what came.
    var count: Int { misses.count }

    /// All ways together, each with the more weight the less it erred.
    func blend(_ forecasts: [Double]) -> Double {
        guard let least = errors.min(), isKnown else { return forecasts.reduce(0, +) / Double(max(forecasts.count, 1)) }
        var (sum, weights) = (0.0, 0.0)
        for way in errors.indices {
            let share = (least + 1e-9) / (errors[way] + 1e-9)
            let weight = share * share * share * share
            (sum, weights) = (sum + weight * forecasts[way], weights + weight)
        }
        return sum / weights
    }

    /// Learns what came of the forecasts. `told` is what they came to together when they were made, if much has been learned since.
    mutating func learn(_ usage: Double, of forecasts: [Double], told: Double? = nil, level: Double) {
        let scale = Self.scale(level)
        misses.push((usage - (told ?? blend(forecasts))) / scale)
        for way in errors.indices {
            let error = min(abs(usage - forecasts[way]) / scale, Limits.forecastErrorMax)
            errors[way] += (error - errors[way]) * (isKnown ? part : 1)
        }
        isKnown = true
    }

    /// What errors are measured by: where nothing has been used for months, a unit.
    private static func scale(_ level: Double) -> Double { max(level, 1) }

    /// The bounds around a forecast, by the errors so far: the narrowest that hold the share.
    func interval(_ forecast: Double, level: Double) -> (low: Double, high: Double) {
        let sorted = misses.values.map { max(0, forecast + $0 * Self.scale(level)) }.sorted()
        let held = Int((Double(sorted.count) * share).rounded(.up))
        guard held > 0, sorted.count >= held else { return (max(0, forecast - level), forecast + level) }
        var best = (low: sorted[0], high: sorted[held - 1])
        for start in 0...(sorted.count - held) where sorted[start + held - 1] - sorted[start] < best.high - best.low {
            best = (sorted[start], sorted[start + held - 1])
        }
        return (min(best.low, forecast), max(best.high, forecast))
    }
}
