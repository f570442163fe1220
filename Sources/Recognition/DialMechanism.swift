// How one dial of a register moves, as far as it is known.

/// What a dial is.
public enum DialKind: UInt8, Sendable, Equatable {
    /// An odometer drum; carried by the dial below while that runs from its roll start to zero.
    case wheel
    /// A pointer over a scale; turns continuously.
    case needle
    /// An LCD or LED digit; jumps from digit to digit.
    case segment
}

/// The mechanics of one dial.
public struct DialMechanism: Sendable, Equatable {
    /// What kind of dial it is.
    public var kind: DialKind
    /// The power of ten of one position: 4 counts ten thousands, −1 tenths.
    public var place: Int
    /// What the dial shows when it should show 0, in positions: its mounting error.
    public var zero: Float
    /// Where the dial below stands when this wheel begins to roll, in positions; nil when not known, and then every
    /// usual value is thought possible.
    public var rollStart: Float?
    /// How far `rollStart` is believed: it is told by eye, or taken over from elsewhere.
    public var rollBelief: Float = 0.95
    /// What was learned of the mounting error and of how the dial is carried; nil when nothing was, and then errors of up to
    /// 0.4 are thought possible.
    var belief: DialBelief?

    /// A dial; `zero` and `rollStart` matter only to those kinds that have them. A mounting error beyond half a turn is
    /// taken as half a turn.
    public init(kind: DialKind, place: Int, zero: Float = 0, rollStart: Float? = nil) {
        self.kind = kind
        self.place = place
        self.zero = zero.isFinite ? min(max(zero, -Limits.zeroMax), Limits.zeroMax) : 0
        self.rollStart = rollStart
    }

    /// How probable each shape of being carried is before anything is learned.
    func rollShares(aboveNeedle: Bool) -> [Float] {
        if let rollStart { return RollShape.around(rollStart, belief: rollBelief, aboveNeedle: aboveNeedle) }
        return RollShape.usual(aboveNeedle: aboveNeedle)
    }
}
