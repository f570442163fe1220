// What is paid for what is used. The charges of one group share the week among themselves: at every time exactly one of them holds. What is
// paid side by side, such as energy and network, are groups of their own.

/// A price for use.
public struct TariffCharge: Sendable, Equatable {
    /// What the bill calls it. A charge that has the same name and group in the next version counts on there.
    public var name: String
    /// What it is a part of.
    public var group: String
    /// When it holds; empty for all times that no other of its group holds.
    public var times: [TariffTimes]
    /// Its prices, the first from the first unit on. They count what this charge is paid for, in the order of time.
    public var steps: [TariffStep]
    /// What the steps are counted over.
    public var per: TariffSpan

    /// A price for use.
    public init(
        name: String, group: String = TariffCharge.energy, times: [TariffTimes] = [], steps: [TariffStep],
        per: TariffSpan = .month
    ) {
        (self.name, self.group, self.times, self.steps, self.per) = (name, group, times, steps, per)
    }

    /// The group of what names none.
    public static let energy = "energy"
}
