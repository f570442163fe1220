// What the meter's pulse output has counted.

/// A count of pulses.
public struct PulseCount: Sendable, Equatable {
    /// What the count belongs to. Counts of one series follow each other without a loss: a count that begins anew at every start
    /// of the board has the name of the boot, one that is kept has always the same.
    public var series: String
    /// Pulses since the series began.
    public var count: Int64

    /// A count.
    public init(series: String, count: Int64) {
        self.series = series
        self.count = count
    }
}
