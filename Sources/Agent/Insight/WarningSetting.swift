// What is watched of a meter's use, as its configuration says it. Where that is silent, everything is watched that needs nobody's consent.

import Metering

/// The watch over one meter.
public struct WarningSetting: Sendable, Equatable {
    /// Whether anything is watched.
    public var isOn = true
    /// Whether somebody is told when nothing is used where there always is. It tells of people, so they are asked first.
    public var watchesNoUse = false
    /// Kinds that are not told.
    public var silenced: Set<WarningKind> = []
    /// The flow in an hour from which it is a burst, in the unit of the index; nil: what is usual for the medium.
    public var burst: Double? = nil
    /// Hours of standstill before which no meter is called jammed; nil: what is usual for the medium.
    public var jammed: Double? = nil
    /// Hours without a reading after which a meter is silent.
    public var silent = 24.0

    /// Until when nobody is at home, as somebody has said: no use is no news then.
    public var awayUntil: Timestamp? = nil

    /// The kinds that one register can be watched for.
    static let kinds: [WarningKind] = [
        .leak, .nightUse, .burst, .jammed, .silent, .backflow, .unusual, .noUse, .covered, .moved, .otherMeter, .fading,
    ]
    /// Those of them that are about the meter itself, and not what flows through it.
    static let sightKinds: Set<WarningKind> = [.silent, .covered, .moved, .otherMeter, .fading]

    /// How a register is watched; of a gauge, which goes up and down, only whether it is read.
    func rules(of register: RegisterCard, in card: MeterCard, isGauge: Bool = false) -> WarningRules {
        var rules = WarningRules(
            medium: card.medium, unit: card.unit, decimals: register.decimals, capacity: register.capacity,
            watchesNoUse: watchesNoUse)
        rules.kinds.formIntersection(!isOn ? [] : isGauge ? Self.sightKinds : Set(Self.kinds))
        rules.kinds.subtract(silenced)
        // One that may flow back tells nothing by it.
        if register.backflow > 0 { rules.kinds.remove(.backflow) }
        let (usual, own) = (MetricUnit(card.medium.unit), MetricUnit(card.unit))
        if usual.suffix == own.suffix { rules.burstFrom *= usual.factor / own.factor }
        rules.burstFrom = burst ?? rules.burstFrom
        rules.jammedAfter = jammed ?? rules.jammedAfter
        rules.silentAfter = silent
        return rules
    }
}
