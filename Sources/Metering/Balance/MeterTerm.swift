// One register in a sum of several: with its sign and the factor that brings its unit to that of the sum, both exact.

import Recognition

/// A register that is added, or taken off.
public struct MeterTerm: Sendable, Equatable {
    /// The register.
    public var register: RegisterName
    /// What one of its unit is in the sum's unit; below nought where it is taken off.
    public var factor: Index
    /// How far it counts before it begins again at nought.
    public var capacity: Index?
    /// How finely its readings tell it where that is coarser than their last place: a whole cubic metre, the weight of a pulse.
    public var resolution: Index?
    /// The share by which it may count wrong and still be right; nought where only what readings bring is to be told.
    public var tolerance: Double

    /// A term.
    public init(
        _ register: RegisterName, factor: Index = Index(units: 1, decimals: 0), capacity: Index? = nil,
        resolution: Index? = nil, tolerance: Double = 0
    ) {
        (self.register, self.factor, self.capacity) = (register, factor, capacity)
        (self.resolution, self.tolerance) = (resolution, tolerance)
    }
}
