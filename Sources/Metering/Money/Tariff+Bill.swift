// Bills by a tariff: of any dates, so far, and as it is expected.

import Recognition

extension Tariff {
    /// The bill from the beginning of one date to that of another. Usage before it that is handed in counts in packages and steps; usage
    /// that nobody knows, or only across one of the tariff's borders, is told and not priced.
    public func bill(
        _ usage: [UsageInterval], from: CivilDate, to: CivilDate, zone: LocalTime
    ) throws(TariffError) -> Bill {
        var date = from
        while date < to {
            guard version(on: date) != nil else { throw .noPrice(date) }
            date = date.adding(1)
        }
        var billing = Billing(self, from: from, to: to, zone: zone)
        try billing.count(usage)
        return try billing.bill()
    }

    /// The bill from the first of the bill's month that holds `now`, today with it.
    public func monthSoFar(_ usage: [UsageInterval], now: Timestamp, zone: LocalTime) throws(TariffError) -> Bill {
        let today = CivilDate(local: zone.local(at: now))
        return try bill(
            usage.filter { $0.from < now }, from: cycle.month(of: today).lowerBound, to: today.adding(1), zone: zone)
    }

    /// The bill of the period that holds `now`, if it goes on as it went so far.
    public func expected(_ usage: [UsageInterval], now: Timestamp, zone: LocalTime) throws(TariffError) -> Bill {
        let period = cycle.period(of: CivilDate(local: zone.local(at: now)))
        let known = usage.filter { $0.from < now }
        let coming = UsageProjection(known, by: self, zone: zone).usage(from: now, to: period.upperBound)
        return try bill(known + coming, from: period.lowerBound, to: period.upperBound, zone: zone)
    }
}

extension UsageSheet {
    /// Everything that it knows, and the gaps of which it knows nothing, side by side: what bills are worked out from.
    public var pieces: [UsageInterval] {
        (intervals.filter { $0.usage != nil } + gaps).sorted { $0.from < $1.from }
    }
}
