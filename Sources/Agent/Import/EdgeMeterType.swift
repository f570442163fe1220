// The kinds of meter that AI-on-the-edge-device knows, as medium and unit.
// A kind that says nothing leaves both open.

import Metering

/// What the device was told that its numbers are.
struct EdgeMeterType: Equatable {
    /// nil where it was told nothing.
    var medium: Medium?
    /// nil where it was told nothing.
    var unit: String?

    /// Nothing was said.
    static let unknown = EdgeMeterType()

    private init() {}

    /// The word of the configuration.
    init(_ word: String) throws(EdgeMistake) {
        switch word.lowercased() {
        case "other": self = .unknown
        case "water_m3": self.init(.water, "m³")
        case "water_l": self.init(.water, "L")
        case "water_gal": self.init(.water, "gal")
        case "water_ft3": self.init(.water, "ft³")
        case "gas_m3": self.init(.gas, "m³")
        case "gas_ft3": self.init(.gas, "ft³")
        case "energy_wh": self.init(.electricity, "Wh")
        case "energy_kwh": self.init(.electricity, "kWh")
        case "energy_mwh": self.init(.electricity, "MWh")
        case "energy_gj": self.init(.heat, "GJ")
        case "temperature_c", "temperature_f", "temperature_k":
            throw EdgeMistake("a thermometer is no meter", "only what counts up can be read here")
        default:
            throw EdgeMistake(
                "\"\(word)\" is no MeterType", "write one such as water_m3, gas_m3 or energy_kwh, or other")
        }
    }

    private init(_ medium: Medium, _ unit: String) {
        (self.medium, self.unit) = (medium, unit)
    }

    /// What becomes of it.
    var text: String {
        guard let medium, let unit else { return "it says nothing" }
        return "medium = \"\(medium.rawValue)\", unit = \"\(unit)\""
    }
}
