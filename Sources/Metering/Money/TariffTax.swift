// A tax in percent. A tax by volume is a charge with a group of its own. Taxes are not taxed.

import Recognition

/// A share of what is paid.
public struct TariffTax: Sendable, Equatable {
    /// What the bill calls it.
    public var name: String
    /// How many hundredths.
    public var percent: Index
    /// The groups that it is taken of; empty for all.
    public var on: [String]

    /// A tax.
    public init(name: String, percent: Index, on: [String] = []) {
        (self.name, self.percent, self.on) = (name, percent, on)
    }
}
