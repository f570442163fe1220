// Finds an index that falls below what was shown before by more than gears play.

import Recognition

/// Watches for back-flow.
struct BackflowWatch: Sendable, Equatable {
    /// The highest index so far, and the lowest since it began to fall.
    private var high: (total: Int64, reading: RegisterCard.Start)?
    private var low: Int64 = 0
    private(set) var open: Warning?

    /// Takes in where the index stands in units of the last place, counted on over its highest; by how many units it
    /// goes beyond all before, and what is to be told, if anything.
    mutating func add(_ total: Int64, _ reading: RegisterCard.Start, _ rules: WarningRules) -> (Int64, WarningEvent?) {
        guard let known = high else {
            high = (total, reading)
            return (0, nil)
        }
        if let warning = open {
            low = min(low, total)
            guard total > low + Limits.jitterUnits else { return (0, nil) }
            (open, high) = (nil, (total, reading))
            return (total - low, .over(warning, at: reading.at, .ended))
        }
        if total >= known.total {
            high = (total, reading)
            return (total - known.total, nil)
        }
        guard total < known.total - Limits.jitterUnits else { return (0, nil) }
        let warning = Warning(
            .backflow, first: known.reading, last: reading, found: Double(known.total - total) * rules.resolution,
            usual: nil, unit: rules.unit)
        (open, low) = (warning, total)
        return (0, .began(warning))
    }

    static func == (a: BackflowWatch, b: BackflowWatch) -> Bool {
        a.high?.total == b.high?.total && a.high?.reading == b.high?.reading && a.low == b.low && a.open == b.open
    }
}
