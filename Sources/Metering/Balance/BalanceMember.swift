// A member of a balance group: a register, or another group.

import Recognition

/// A member of a group.
public struct BalanceMember: Sendable, Equatable {
    /// What it is.
    public enum Source: Sendable, Equatable {
        case register(RegisterName)
        case group(String)
    }

    /// What it is.
    public var source: Source
    /// Whether it is taken off: what flows back.
    public var isNegative: Bool
    /// What one of its unit is in the group's; nil where the units are the same.
    public var factor: Index?
    /// The share by which a register may count wrong and still be right.
    public var tolerance: Double

    /// A member.
    public init(_ source: Source, isNegative: Bool = false, factor: Index? = nil, tolerance: Double = 0) {
        (self.source, self.isNegative, self.factor) = (source, isNegative, factor)
        self.tolerance = tolerance
    }
}
