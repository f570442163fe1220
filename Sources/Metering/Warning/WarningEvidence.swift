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
