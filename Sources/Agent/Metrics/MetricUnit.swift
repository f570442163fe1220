// The units of meters and what they are in the base units that Prometheus uses.

/// A unit of an index.
struct MetricUnit: Sendable, Hashable {
    /// As the meter card has it.
    let name: String
    /// What the name of the figure ends with; empty for a unit that is not known.
    let suffix: String
    /// What an index is multiplied by.
    let factor: Double

    /// The unit of this name.
    init(_ name: String) {
        self.name = name
        (suffix, factor) =
            switch name {
            case "m³", "m3": ("cubic_meters", 1)
            case "L", "l": ("cubic_meters", 0.001)
            case "ft³", "ft3": ("cubic_meters", 0.028316846592)
            case "Wh": ("joules", 3_600)
            case "kWh": ("joules", 3_600_000)
            case "MWh": ("joules", 3_600_000_000)
            case "MJ": ("joules", 1_000_000)
            case "GJ": ("joules", 1_000_000_000)
            default: ("", 1)
            }
    }
}
