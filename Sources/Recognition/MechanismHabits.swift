// What a meter's accepted readings have taught about its mechanism: each dial's mounting error and how each wheel is
// carried. It needs many readings that agree, forgets slowly, and never rules anything out entirely, so that a few wrong
// readings can neither teach nor hide anything.

/// The learned habits of one register.
public struct MechanismHabits: Sendable, Equatable {
    private var dials: [DialHabit]

    /// Habits of a register of which nothing has been learned.
    public init(of mechanism: RegisterMechanism) {
        dials = mechanism.dials.indices.map { DialHabit(MechanismHabits.role(of: $0, in: mechanism)) }
    }

    /// Learns from a reading that was accepted. What is ambiguous or held against history teaches nothing.
    public mutating func learn(_ positions: [Position], _ decision: Decision, of mechanism: RegisterMechanism) {
        guard let ticks = decision.ticks, positions.count == dials.count, mechanism.dials.count == dials.count,
            !decision.findings.contains(.ambiguous), !decision.findings.contains(.contradictsHistory),
            !decision.findings.contains(.noAnchor)
        else { return }
        var driver: Float = 0
        for dial in (0..<dials.count).reversed() {
            let (digit, fraction) = mechanism.digit(dial, of: ticks)
            let isMisread = decision.disagreements.contains { $0.dial == dial }
            let isSeen = positions[dial].none < 0.1 && positions[dial].confidence > 0.9 && !isMisread
            let seen = positions[dial].value
            if isSeen && dial + 1 < dials.count {
                dials[dial].learn(
                    offset: MechanismHabits.half(seen - Float(digit)), fraction: fraction,
                    driver: mechanism.dials[dial].kind == .needle ? 10 * fraction : driver,
                    told: mechanism.dials[dial].zero)
            }
            // Where this dial drives the next from: what is exactly known, or what is seen less the mounting error.
            let turnsAlways = mechanism.dials[dial].kind == .needle || dial + 1 == dials.count
            let shown = isSeen ? seen - dials[dial].zero(told: mechanism.dials[dial].zero) : Float(digit)
            driver =
                Float(digit) + (turnsAlways ? fraction : min(max(MechanismHabits.half(shown - Float(digit)), 0), 1))
        }
    }

    /// `mechanism` with all that is known by now.
    public func applied(to mechanism: RegisterMechanism) -> RegisterMechanism {
        guard mechanism.dials.count == dials.count else { return mechanism }
        var learned = mechanism
        for i in 0..<dials.count {
            dials[i].apply(to: &learned.dials[i], role: MechanismHabits.role(of: i, in: mechanism))
        }
        return learned
    }

    /// The habits as plain numbers, one row per dial, to be stored.
    public var numbers: [[Float]] { dials.map(\.numbers) }

    /// Habits from stored numbers; nil if they are not of a register like this.
    public init?(numbers: [[Float]], of mechanism: RegisterMechanism) {
        guard numbers.count == mechanism.dials.count else { return nil }
        var dials: [DialHabit] = []
        for (i, row) in numbers.enumerated() {
            guard let habit = DialHabit(numbers: row, MechanismHabits.role(of: i, in: mechanism)) else { return nil }
            dials.append(habit)
        }
        self.dials = dials
    }

    private static func role(of dial: Int, in mechanism: RegisterMechanism) -> DialRole {
        guard dial + 1 < mechanism.dials.count, mechanism.dials[dial].kind != .segment else { return .lowest }
        return mechanism.dials[dial + 1].kind == .needle ? .aboveNeedle : .plain
    }

    /// `offset` in −4 ..< 6: a wheel may stand up to a position beyond its digit, and a mounting error on top.
    private static func half(_ offset: Float) -> Float {
        let wrapped = DialEvidence.wrapped(offset)
        return wrapped < 6 ? wrapped : wrapped - 10
    }
}
