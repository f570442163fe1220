// What a meter's accepted readings have taught about its mechanism: each dial's mounting error and how each wheel is
// carried. Both are constants of the meter, so one reading whose index is known already says which later stories are
// impossible. It forgets slowly and never rules anything out entirely.

/// The learned habits of one register.
public struct MechanismHabits: Sendable, Equatable {
    /// The odds, as a logarithm, that the wheels of a meter of which nothing is known begin to roll anywhere.
    private static let looseOdds: Float = -2.2
    /// How much one wheel, and all others together, can say about that.
    private static let voiceMax: Float = 3, looseOddsMax: Float = 4

    private var dials: [DialHabit]

    /// Habits of a register of which nothing has been learned.
    public init(of mechanism: RegisterMechanism) {
        dials = mechanism.dials.indices.map { DialHabit(HabitKind(of: $0, in: mechanism)) }
    }

    /// Learns from a reading that was accepted. What is ambiguous or held against history teaches nothing.
    public mutating func learn(_ positions: [Position], _ decision: Decision, of mechanism: RegisterMechanism) {
        learn(positions, decision, of: mechanism, weighs: false)
    }

    /// Learns from a reading as if it were accepted, and says how well it fits all that was learned before: the logarithm by
    /// which it makes the whole more or less likely. Readings at one place of a dial count as one.
    public mutating func weigh(_ positions: [Position], _ decision: Decision, of mechanism: RegisterMechanism) -> Float
    {
        learn(positions, decision, of: mechanism, weighs: true)
    }

    @discardableResult
    private mutating func learn(
        _ positions: [Position], _ decision: Decision, of mechanism: RegisterMechanism, weighs: Bool
    ) -> Float {
        guard let ticks = decision.ticks, positions.count == dials.count, mechanism.dials.count == dials.count,
            !decision.findings.contains(.ambiguous), !decision.findings.contains(.contradictsHistory),
            !decision.findings.contains(.noAnchor)
        else { return 0 }
        var fit: Float = 0
        var driver: Float = 0
        for dial in (0..<dials.count).reversed() {
            let (digit, fraction) = mechanism.digit(dial, of: ticks)
            let told = mechanism.dials[dial]
            let isLowest = dial + 1 == dials.count
            let shares = self.shares(dial, mechanism)
            if told.kind == .needle { driver = 10 * fraction }
            if !isLowest, positions[dial].none < 0.1, positions[dial].confidence > 0.9 {
                fit += dials[dial].learn(
                    offset: MechanismHabits.half(positions[dial].value - Float(digit)), fraction: fraction,
                    driver: driver, told: told.zero, shares: weighs ? shares : nil)
            }
            // Where this dial drives the next from.
            let turnsAlways = told.kind == .needle || isLowest
            let advance = turnsAlways ? fraction : dials[dial].belief(shares)?.advance(driver: driver) ?? 0
            driver = Float(digit) + min(max(advance, -1), 1)
        }
        return fit
    }

    /// `mechanism` with all that is known by now.
    public func applied(to mechanism: RegisterMechanism) -> RegisterMechanism {
        guard mechanism.dials.count == dials.count else { return mechanism }
        var learned = mechanism
        for i in 0..<dials.count { learned.dials[i].belief = dials[i].belief(shares(i, mechanism)) }
        return learned
    }

    /// How probable each way of carrying a dial is before its own readings. The wheels of one meter are made alike: where the
    /// others roll early, this one is more likely to as well.
    private func shares(_ dial: Int, _ mechanism: RegisterMechanism) -> [Float] {
        let told = mechanism.dials[dial]
        let isAboveNeedle = mechanism.isAboveNeedle(dial)
        let shares = told.rollShares(aboveNeedle: isAboveNeedle)
        guard told.kind == .wheel, told.rollStart == nil, !isAboveNeedle else { return shares }
        var odds = MechanismHabits.looseOdds
        for other in dials.indices
        where other != dial && mechanism.dials[other].rollStart == nil && !mechanism.isAboveNeedle(other) {
            odds += min(max(dials[other].looseness, -MechanismHabits.voiceMax), MechanismHabits.voiceMax)
        }
        odds = min(max(odds, -MechanismHabits.looseOddsMax), MechanismHabits.looseOddsMax)
        let loose = 1 / (1 + Elementary.exp(-odds))
        return zip(shares, RollShape.anywhere).map { $0 * (1 - loose) + $1 * loose }
    }

    /// The habits as plain numbers, one row per dial, to be stored.
    public var numbers: [[Float]] { dials.map { $0.numbers } }

    /// Habits from stored numbers; nil if they are not of a register like this.
    public init?(numbers: [[Float]], of mechanism: RegisterMechanism) {
        guard numbers.count == mechanism.dials.count else { return nil }
        var dials: [DialHabit] = []
        for (i, row) in numbers.enumerated() {
            guard let habit = DialHabit(numbers: row, HabitKind(of: i, in: mechanism)) else { return nil }
            dials.append(habit)
        }
        self.dials = dials
    }

    /// `offset` in −4 ..< 6: a wheel may stand up to a position beyond its digit, and a mounting error on top.
    private static func half(_ offset: Float) -> Float {
        let wrapped = DialEvidence.wrapped(offset)
        return wrapped < 6 ? wrapped : wrapped - 10
    }
}
