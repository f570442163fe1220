// Readings of several registers, in whatever order they come, and the days that are over for them. A day comes once: when all registers
// have been read after it, or after some days without. What comes later counts in the days after. Of old days only the readings next to
// full hours are kept, and of the oldest none.

/// Readings and the days that they are for.
struct DailyReadings: Sendable, Equatable {
    private(set) var readings: [RegisterName: UsageSeries] = [:]
    /// The beginnings of the days that are kept, and the end of the last that is over; ascending.
    private(set) var borders: [Timestamp] = []
    private let patience: Int

    /// No readings of these registers; days wait for them so many days.
    init(_ registers: [RegisterName], patience: Int?) {
        self.patience = patience ?? Limits.balancePatience
        for name in registers { readings[name] = UsageSeries() }
    }

    /// Takes up a reading; one of another register is passed over.
    mutating func add(_ point: UsagePoint, of register: RegisterName) { readings[register]?.add(point) }

    /// Takes out a reading that was withdrawn.
    mutating func withdraw(_ seq: Int64, of register: RegisterName) { readings[register]?.withdraw(seq) }

    /// Goes on to the next day that is over; whether there is one. It ends at the last of the borders.
    mutating func nextDay(now: Timestamp, zone: LocalTime) -> Bool {
        guard let from = borders.last ?? start(now, zone) else { return false }
        let to = zone.span(of: .day, around: from).upperBound
        let isLate = now.milliseconds - Int64(patience) * Self.dayLength > to.milliseconds
        guard now > to, isRead(after: to) || isLate else { return false }
        if borders.count > 1 { forget(zone) }
        borders.append(to)
        return true
    }

    /// What these terms' registers have counted up to the last of the borders.
    func counted(_ terms: [MeterTerm]) -> CountedReadings {
        CountedReadings(readings, of: terms, end: borders.last)
    }

    /// The borders around the last so many days; nil if there have not been so many.
    func window(_ days: Int) -> [Timestamp]? {
        borders.count > days ? [borders[borders.count - 1 - days], borders[borders.count - 1]] : nil
    }

    /// The borders of all hours of the days that are kept.
    func hours(zone: LocalTime) -> [Timestamp] {
        guard let first = borders.first, let last = borders.last else { return [] }
        return zone.borders(of: .hour, from: first, to: last, limit: Self.hoursMax)
    }

    /// Nobody knows how the day of the first reading began; days of years ago are nobody's business.
    private mutating func start(_ now: Timestamp, _ zone: LocalTime) -> Timestamp? {
        let oldest = Timestamp(milliseconds: now.milliseconds - Self.backMax)
        let first = readings.values.compactMap { $0.firstSure?.at }.min()
        guard let start = first.map({ zone.span(of: .day, around: max($0, oldest)).upperBound }) else { return nil }
        borders = [start]
        return start
    }

    private func isRead(after border: Timestamp) -> Bool {
        readings.values.allSatisfy { series in series.lastSure.map { $0.at >= border } ?? false }
    }

    /// Lets go of what nobody will ask for any more, when another day is over.
    private mutating func forget(_ zone: LocalTime) {
        let kept = Limits.balanceWindows.max() ?? 1
        if borders.count > kept { borders.removeFirst(borders.count - kept) }
        let first = Timestamp(milliseconds: borders[0].milliseconds - Self.dayLength)
        let (day, end) = (borders[max(0, borders.count - 2)], borders[borders.count - 1])
        let hours = zone.borders(of: .hour, from: day, to: end, limit: Self.hoursMax)
        for name in readings.keys { readings[name]?.thin(before: first, around: hours) }
    }

    /// How far from the border of a day a reading may lie.
    static let reach: Int64 = dayLength / 2
    private static let dayLength: Int64 = 86_400_000
    private static let backMax = 400 * dayLength
    private static let hoursMax = 24 * 40
}
