// A balance group as it is reckoned: two sums of registers in one unit, and the limit that their difference is held against.

/// Supply and sales of a group.
public struct BalanceBook: Sendable, Equatable {
    /// The group's name.
    public var name: String
    /// The unit of both sums.
    public var unit: String
    /// The share of the supply up to which a loss is put up with.
    public var limit: Double
    /// What goes in.
    public var supply: MeterSum
    /// What is measured where it goes.
    public var sales: MeterSum

    /// A book.
    public init(name: String, unit: String, limit: Double = 0.05, supply: MeterSum, sales: MeterSum) {
        (self.name, self.unit, self.limit) = (name, unit, limit)
        (self.supply, self.sales) = (supply, sales)
    }

    /// All registers.
    public var registers: [RegisterName] { (supply.terms + sales.terms).map(\.register) }

    /// The balance from each border to the next; see `MeterSum.intervals`.
    public func intervals(
        _ readings: [RegisterName: UsageSeries], borders: [Timestamp], reach: Int64 = .max
    ) -> [BalanceInterval] {
        intervals(CountedReadings(readings, of: supply.terms + sales.terms), borders: borders, reach: reach)
    }

    func intervals(_ counted: CountedReadings, borders: [Timestamp], reach: Int64 = .max) -> [BalanceInterval] {
        zip(
            supply.intervals(counted, borders: borders, reach: reach),
            sales.intervals(counted, borders: borders, reach: reach)
        ).map { BalanceInterval(supply: $0, sales: $1) }
    }
}
