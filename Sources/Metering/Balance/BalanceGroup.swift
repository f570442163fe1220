// A balance group as it is configured. A member is a register or another group: of a group with meters of its own on the side of supply
// these stand for it, or else its sub-meters. So a house may be balanced as a whole and floor by floor, and nothing is counted twice.

import Recognition

/// A balance group.
public struct BalanceGroup: Sendable, Equatable {
    /// Its name, unique among groups.
    public var name: String
    /// What is balanced.
    public var medium: Medium
    /// The unit in which it is told.
    public var unit: String
    /// The share of the supply up to which a loss is put up with.
    public var limit: Double
    /// What goes in; nobody for a group that is only a member of others.
    public var supply: [BalanceMember]
    /// Where it goes.
    public var sales: [BalanceMember]

    /// A group.
    public init(
        name: String, medium: Medium, unit: String? = nil, limit: Double = 0.05, supply: [BalanceMember],
        sales: [BalanceMember]
    ) {
        (self.name, self.medium, self.unit) = (name, medium, unit ?? medium.unit)
        (self.limit, self.supply, self.sales) = (limit, supply, sales)
    }
}
