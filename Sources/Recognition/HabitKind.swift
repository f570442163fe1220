// What there is to learn about a dial, by what it is and what stands below it.

/// What can be learned of a dial.
enum HabitKind: Sendable, Equatable {
    /// Nothing: nothing stands below that would show an error.
    case none
    /// The mounting error of a needle.
    case needle
    /// The mounting error of a wheel and how it is carried.
    case wheel
    /// The same of a wheel over the lowest dial, whose own mounting error nobody can see: it moves the places at which the
    /// wheel begins to roll and arrives.
    case wheelOverLowest

    /// The kind of a register's dial.
    init(of dial: Int, in mechanism: RegisterMechanism) {
        let below = mechanism.dials.count - 1 - dial
        switch mechanism.dials[dial].kind {
        case .segment: self = .none
        case _ where below == 0: self = .none
        case .needle: self = .needle
        case .wheel: self = below == 1 ? .wheelOverLowest : .wheel
        }
    }

    /// The ways of being carried that are told apart.
    var shapes: [RollShape] {
        switch self {
        case .none: []
        case .needle: HabitKind.geared
        case .wheel: RollShape.all
        case .wheelOverLowest: HabitKind.displaced
        }
    }

    /// How probable each of `shapes` is, where `shares` says it of `RollShape.all`.
    func shares(_ shares: [Float]) -> [Float] {
        switch self {
        case .none: []
        case .needle: [1]
        case .wheel: shares
        case .wheelOverLowest: shares.flatMap { share in HabitKind.displacements.map { share * $0.share } }
        }
    }

    private static let geared = [RollShape.all[0]]
    /// Mounting errors of the lowest dial, in positions.
    private static let displacements: [(by: Float, share: Float)] = [
        (-0.4, 0.07), (-0.2, 0.23), (0, 0.4), (0.2, 0.23), (0.4, 0.07),
    ]
    private static let displaced = RollShape.all.flatMap { shape in displacements.map { shape.displaced(by: $0.by) } }
}
