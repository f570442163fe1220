// The readings of one register that a warning about several of them rests on.

/// A register's readings at both ends of what a warning tells.
public struct WarningEvidence: Sendable, Equatable {
    /// The register.
    public var register: RegisterName
    /// The earlier reading.
    public var first: RegisterCard.Start
    /// The later reading.
    public var last: RegisterCard.Start

    /// The readings that a part of a sum was taken from; nil where there are none.
    init?(_ part: SumPart) {
        guard let first = part.first, let last = part.last else { return nil }
        register = part.register
        self.first = RegisterCard.Start(index: first.index, at: first.at)
        self.last = RegisterCard.Start(index: last.index, at: last.at)
    }
}

extension Warning {
    /// A warning about a sum of registers, with the readings of all of them; nil where there are none.
    init?(_ kind: WarningKind, parts: [SumPart], found: Double, usual: Double, unit: String) {
        let evidence = parts.compactMap(WarningEvidence.init)
        guard let first = evidence.first else { return nil }
        self.init(kind, first: first.first, last: first.last, found: found, usual: usual, unit: unit)
        self.evidence = evidence
    }
}
