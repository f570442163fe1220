// Working hours by the local week, written like the times of a tariff.

/// When there is work.
public struct ShiftTimes: Sendable, Equatable {
    /// Times of the week; a holiday has none unless it is named among their days.
    public var times: [TariffTimes]
    /// Days that are none of the week's.
    public var holidays: [TariffHoliday]

    /// Working hours.
    public init(_ times: [TariffTimes], holidays: [TariffHoliday] = []) {
        (self.times, self.holidays) = (times, holidays)
    }

    /// Whether there is work at an instant.
    public func isShift(at instant: Timestamp, zone: LocalTime) -> Bool {
        let local = zone.local(at: instant)
        let date = CivilDate(local: local)
        let day = holidays.contains { $0.isOn(date) } ? .holiday : TariffDay(date)
        return times.contains { $0.holds(on: day, at: Int((local - date.local) / 60_000)) }
    }

    /// The instants from one to another between which there is work throughout or none, both ends with them.
    public func borders(from: Timestamp, to: Timestamp, zone: LocalTime) -> [Timestamp] {
        guard from < to else { return [] }
        var borders: [Timestamp] = []
        var last: Bool?
        for instant in TariffTimes.candidates(times, from: from, to: to, zone: zone) {
            let isShift = isShift(at: instant, zone: zone)
            if isShift != last { borders.append(instant) }
            last = isShift
        }
        return borders + [to]
    }
}
