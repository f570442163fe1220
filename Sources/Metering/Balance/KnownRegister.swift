// What is known of a register that a balance or a system asks for, whether a camera reads it here or a file brings its readings.

import Recognition

/// A register that readings come of.
public struct KnownRegister: Sendable, Equatable {
    /// Which one.
    public var name: RegisterName
    /// What its meter measures.
    public var medium: Medium
    /// The unit of its index.
    public var unit: String
    /// Decimals of its index.
    public var decimals: Int
    /// How far it counts before it begins again at nought.
    public var capacity: Index?
    /// How finely its readings tell it where that is coarser than its last place.
    public var resolution: Index?

    /// A register.
    public init(
        _ name: RegisterName, medium: Medium, unit: String, decimals: Int, capacity: Index? = nil,
        resolution: Index? = nil
    ) {
        (self.name, self.medium, self.unit) = (name, medium, unit)
        (self.decimals, self.capacity, self.resolution) = (decimals, capacity, resolution)
    }
}
