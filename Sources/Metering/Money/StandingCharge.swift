// What is paid whether anything is used or not.

import Recognition

/// A charge by the calendar. Of a month or period that is not whole on the bill, the days are paid.
public struct StandingCharge: Sendable, Equatable {
    /// What the bill calls it.
    public var name: String
    /// What it is a part of.
    public var group: String
    /// How much.
    public var price: Index
    /// For what.
    public var per: TariffSpan

    /// A charge by the calendar.
    public init(name: String, group: String = StandingCharge.standing, price: Index, per: TariffSpan) {
        (self.name, self.group, self.price, self.per) = (name, group, price, per)
    }

    /// The group of what names none.
    public static let standing = "standing"
}
