// Where a price may change: usage must be known from one of these borders to the next to be paid for.

extension Tariff {
    /// What holds at an instant.
    struct Moment: Equatable {
        var version: Int
        /// The charges that hold, by number.
        var charges: [Int]
        /// The first days of the month, where something is counted by it, and of the period.
        var month: CivilDate
        var period: CivilDate
        /// The date, where something is counted by the day.
        var date: CivilDate?
    }

    /// The instants from the beginning of one date to that of another between which nothing changes, both ends with them.
    public func borders(from: CivilDate, to: CivilDate, zone: LocalTime) -> [Timestamp] {
        let (first, end) = (zone.instant(of: from.local), zone.instant(of: to.local))
        var borders: [Timestamp] = []
        var last: Moment??
        for instant in candidates(from: first, to: end, zone: zone) {
            let moment = moment(at: instant, zone: zone)
            if let last, last == moment { continue }
            last = .some(moment)
            borders.append(instant)
        }
        return borders + (first < end ? [end] : [])
    }

    /// What holds at an instant; nil where no version does.
    func moment(at instant: Timestamp, zone: LocalTime) -> Moment? {
        let local = zone.local(at: instant)
        let date = CivilDate(local: local)
        guard let number = version(on: date) else { return nil }
        let version = versions[number]
        let minute = Int((local - date.local) / Self.minute)
        let day = day(date)
        func isCounted(_ span: TariffSpan) -> Bool {
            version.package?.per == span || version.charges.contains { $0.per == span && $0.steps.count > 1 }
        }
        let period = cycle.period(of: date).lowerBound
        return Moment(
            version: number, charges: version.charges(on: day, at: minute),
            month: isCounted(.month) ? cycle.month(of: date).lowerBound : period, period: period,
            date: isCounted(.day) ? date : nil)
    }

    /// Every instant at which the clock shows a time that a price begins or ends at, and every change of the clock.
    private func candidates(from: Timestamp, to: Timestamp, zone: LocalTime) -> [Timestamp] {
        TariffTimes.candidates(versions.flatMap(\.charges).flatMap(\.times), from: from, to: to, zone: zone)
    }

    private static let minute: Int64 = 60_000
}

extension TariffVersion {
    /// The charges that hold on such a day at a minute of the day, by number.
    func charges(on day: TariffDay, at minute: Int) -> [Int] {
        let named = charges.indices.filter { number in
            charges[number].times.contains { $0.holds(on: day, at: minute) }
        }
        let groups = named.map { charges[$0].group }
        return charges.indices.filter {
            charges[$0].times.isEmpty ? !groups.contains(charges[$0].group) : named.contains($0)
        }
    }
}
