// One line of a bill.

import Recognition

/// A line of a bill.
public struct BillLine: Sendable, Equatable {
    /// What its quantity is.
    public enum Kind: String, Sendable, CaseIterable {
        /// A volume that is included.
        case included
        /// Days of a standing charge.
        case days
        /// A volume that is paid for.
        case volume
        /// Hundredths of what is taxed.
        case percent
    }

    /// What its quantity is.
    public var kind: Kind
    /// The name of the charge, package or tax.
    public var name: String
    /// The first day on which its price holds.
    public var version: CivilDate?
    /// The step of the charge, from one.
    public var step: Int
    /// How much of it.
    public var quantity: Index
    /// The price of one; of a standing charge, of the span that it is for. A tax has none.
    public var price: Index?
    /// What is paid for it, rounded to the smallest coin.
    public var amount: Index
}
