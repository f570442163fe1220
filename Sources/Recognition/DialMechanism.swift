// How one dial of a register moves.

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

    /// A dial; `zero` and `rollStart` matter only to those kinds that have them. A mounting error beyond half a turn is
    /// taken as half a turn.
    public init(kind: DialKind, place: Int, zero: Float = 0, rollStart: Float? = nil) {
        self.kind = kind
        self.place = place
        self.zero = zero.isFinite ? min(max(zero, -Limits.zeroMax), Limits.zeroMax) : 0
        self.rollStart = rollStart
    }

    /// The roll starts thought possible, in positions of the dial below, and how probable each is. Nearly all wheels
    /// are carried during the last position of the dial below; early ones exist and must stay thinkable, and a wheel
    /// above a needle may be geared to it and turn all the time.
    func rollStarts(aboveNeedle: Bool) -> [(start: Float, probability: Float)] {
        if let rollStart { return [(min(max(rollStart, 0), 9.9), 1)] }
        let usual: [(start: Float, probability: Float)] = [(9, 0.45), (9.5, 0.25), (8, 0.2), (6.5, 0.07), (5, 0.03)]
        return aboveNeedle ? usual + [(0, 0.05)] : usual
    }

    /// How far the dial's true position scatters about the mechanism's ideal, in tenths of a position.
    var tolerance: (narrow: Float, wide: Float, wideShare: Float) {
        switch kind {
        case .wheel: return (0.8, 2.5, 0.15)
        case .needle: return (1.2, 2.5, 0.15)
        case .segment: return (1.5, 2.5, 0)
        }
    }
}
