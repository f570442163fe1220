// The kinds of meter the simulation can draw.
// Each has the dials, decimals and unit that meters of its kind have.

/// A kind of simulated meter.
public enum SimulatedFace: String, Sendable, CaseIterable {
    /// Water: five black on white wheels and four red needles, 0.0001 m³.
    case water
    /// Gas: eight white on black wheels, the last three red, 0.001 m³, the last one turning all the time.
    case gas
    /// Electricity: a liquid crystal display of six or seven digits, kWh.
    case electricity
    /// Heat: a liquid crystal display that shows energy, volume and messages in turn and sleeps between, kWh.
    case heat
    /// Electricity, old: five needles that turn in alternating directions, kWh.
    case dials

    /// The unit printed on the face.
    public var unit: String {
        switch self {
        case .water, .gas: return "m³"
        case .electricity, .heat, .dials: return "kWh"
        }
    }
}
