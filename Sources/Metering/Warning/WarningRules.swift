// What a watch has to know of a register before it has seen anything of it.

import Recognition

/// What is watched, and by which measure.
public struct WarningRules: Sendable, Equatable {
    /// What the meter measures.
    public var medium: Medium
    /// The unit of the index.
    public var unit: String
    /// Decimals of the index: its last place is what the meter can resolve.
    public var decimals: Int
    /// How far the register counts before it begins again at nought.
    public var capacity: Index?
    /// The kinds that are told. No use is only told where somebody asked for it.
    public var kinds: Set<WarningKind>
    /// The flow in an hour below which nothing is a burst.
    public var burstFrom: Double
    /// Hours of standstill before which no meter is called jammed.
    public var jammedAfter: Double
    /// Hours without a reading after which a meter is called silent.
    public var silentAfter = 24.0

    /// The rules for a medium.
    public init(
        medium: Medium, unit: String? = nil, decimals: Int, capacity: Index? = nil, watchesNoUse: Bool = false
    ) {
        (self.medium, self.unit, self.decimals) = (medium, unit ?? medium.unit, decimals)
        self.capacity = capacity
        kinds = Set(WarningKind.allCases.filter { watchesNoUse || $0 != .noUse })
        switch medium {
        case .water: (burstFrom, jammedAfter) = (1.6, Limits.jammedHours)
        case .gas: (burstFrom, jammedAfter) = (3.3, Limits.jammedHours)
        case .air: (burstFrom, jammedAfter) = (20, Limits.jammedHours)
        case .heat: (burstFrom, jammedAfter) = (30, Limits.jammedHours * 10)
        case .electricity: (burstFrom, jammedAfter) = (18, Limits.jammedHoursPowered)
        }
    }

    /// One unit of the last place, in the register's unit.
    var resolution: Double { 1 / Double(Index(units: 1, decimals: 0).scaled(to: decimals)) }

    /// The flow below which nothing is a burst, in units of the last place.
    var burstUnits: Double { burstFrom / resolution }
}
