// A price, up to a volume where it is one of several.

import Recognition

/// A step of a charge.
public struct TariffStep: Sendable, Equatable {
    /// The volume up to which it holds, counted from the beginning of the month or period; nil for the last step.
    public var upTo: Index?
    /// The price of a unit.
    public var price: Index

    /// A step.
    public init(upTo: Index? = nil, price: Index) { (self.upTo, self.price) = (upTo, price) }
}
