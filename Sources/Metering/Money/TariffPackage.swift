// A volume that is included: it is used up first, in the order of time, and only what goes beyond it is charged. What it costs is a standing
// charge like any other.

import Recognition

/// An included volume.
public struct TariffPackage: Sendable, Equatable {
    /// What the bill calls it.
    public var name: String
    /// How much is included.
    public var included: Index
    /// In what. The volume of a month is not cut down where the tariff holds for part of it.
    public var per: TariffSpan
    /// The groups whose charges it covers; empty for all.
    public var covers: [String]

    /// An included volume.
    public init(name: String, included: Index, per: TariffSpan = .month, covers: [String] = []) {
        (self.name, self.included, self.per, self.covers) = (name, included, per, covers)
    }
}
