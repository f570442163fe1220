// One hour of a balance in floating point: what statistics over many hours are made of.

/// An hour of which everything is known.
struct BalanceHour: Sendable, Equatable {
    var difference: Double
    /// The variance of what that may be off.
    var variance: Double
    /// What of it the next hour has with the other sign.
    var shared: Double
    var from: Timestamp
    var to: Timestamp
    var supply: Double
    var sales: Double
    /// What each register of the sales adds.
    var parts: [Double]
    /// 0 ... 23 by the clock on the wall.
    var ofDay: Int
    var isWeekend: Bool

    /// nil for an hour of which not everything is known.
    init?(_ interval: BalanceInterval, zone: LocalTime) {
        guard let difference = interval.difference, let supply = interval.supply.usage?.value,
            let sales = interval.sales.usage?.value
        else { return nil }
        (self.difference, self.supply, self.sales) = (difference.value, supply, sales)
        variance = interval.deviation * interval.deviation
        shared = (interval.supply.parts + interval.sales.parts).reduce(0) { $0 + $1.endVariance }
        (from, to) = (interval.from, interval.to)
        parts = interval.sales.parts.map { $0.usage?.value ?? 0 }
        let local = zone.local(at: interval.from)
        let date = CivilDate(local: local)
        ofDay = Int((local - date.local) / 3_600_000)
        isWeekend = [.sat, .sun].contains(TariffDay(date))
    }
}
