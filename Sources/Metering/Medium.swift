// What a meter measures, and in which unit it counts unless its card says otherwise.

/// A metered medium.
public enum Medium: String, Sendable, CaseIterable {
    /// Drinking or process water.
    case water
    /// Natural gas.
    case gas
    /// Heat energy.
    case heat
    /// Electric energy.
    case electricity
    /// Compressed air.
    case air

    /// The usual unit of its index.
    public var unit: String {
        switch self {
        case .water, .gas, .air: return "m³"
        case .heat, .electricity: return "kWh"
        }
    }
}
