// Balances a group day by day as its readings come, in whatever order, and warns when the difference is beyond the group's limit for sure.
// A day is judged once, when all registers have been read after it, or after some days without; what comes later counts in the days after.
// Of old days only the readings next to full hours are kept.

import Recognition

/// The watch over a group.
public struct BalanceWatch: Sendable, Equatable {
    /// What is watched.
    public let book: BalanceBook
    /// Days after which one is judged though a register's readings have not come: more for those that come in files.
    public let patience: Int
    /// The days that were judged last, oldest first.
    public private(set) var days: [BalanceDay] = []
    /// The warning that was told and is not over.
    public private(set) var open: Warning?
    private var calm: Timestamp?
    private var readings: [RegisterName: UsageSeries] = [:]
    /// The borders of the days that were judged, the beginning of the next one last.
    private var borders: [Timestamp] = []

    /// A watch that has seen nothing.
    public init(_ book: BalanceBook, patience: Int? = nil) {
        (self.book, self.patience) = (book, patience ?? Limits.balancePatience)
        for name in book.registers { readings[name] = UsageSeries() }
    }

    /// Takes up a reading; one of a register that is none of the group's is passed over.
    public mutating func add(_ point: UsagePoint, of register: RegisterName) { readings[register]?.add(point) }

    /// Takes out a reading that was withdrawn.
    public mutating func withdraw(_ seq: Int64, of register: RegisterName) { readings[register]?.withdraw(seq) }

    /// Judges the days that are over by now; what is to be told.
    public mutating func pass(to now: Timestamp, zone: LocalTime) -> [WarningEvent] {
        if borders.isEmpty {
            guard let first = readings.values.compactMap({ $0.points.first(where: \.isTimeSure)?.at }).min() else {
                return []
            }
            // Nobody knows how the first one began.
            borders = [zone.span(of: .day, around: first).upperBound]
        }
        var events: [WarningEvent] = []
        while let from = borders.last {
            let to = zone.span(of: .day, around: from).upperBound
            let late = now.milliseconds - Int64(patience) * Self.dayLength
            guard now > to, isRead(after: to) || late > to.milliseconds else { break }
            borders.append(to)
            events += judge(zone)
            forget(zone)
        }
        return events
    }

    /// The balance of each interval between borders, as far as its readings are kept.
    public func intervals(borders: [Timestamp]) -> [BalanceInterval] { book.intervals(readings, borders: borders) }

    /// How the share of the difference has moved in the last weeks.
    public var trend: BalanceTrend {
        BalanceTrend(
            days.suffix(Limits.balanceTrendDays).compactMap { day in
                day.day.share.map { (Double(day.day.from.milliseconds) / Double(Self.dayLength), $0) }
            })
    }

    /// At which hours of the day the difference comes.
    public func hours(zone: LocalTime) -> BalanceHours { BalanceHours(known(zone)) }

    /// What its shape hints at.
    public func hint(zone: LocalTime) -> BalanceHint {
        guard let last = days.last, let shown = last.shown() else { return .untold }
        guard shown.verdict != .balanced else { return .nothing }
        return BalanceShape(known(zone), registers: book.sales.terms.map(\.register)).hint
    }

    private func known(_ zone: LocalTime) -> [BalanceHour] {
        guard let first = borders.first, let last = borders.last else { return [] }
        let hours = zone.borders(of: .hour, from: first, to: last, limit: Self.hoursMax)
        return book.intervals(readings, borders: hours).compactMap { BalanceHour($0, zone: zone) }
    }

    private func isRead(after border: Timestamp) -> Bool {
        readings.values.allSatisfy { series in series.points.last { $0.isTimeSure }.map { $0.at >= border } ?? false }
    }

    /// Judges the day before the last border.
    private mutating func judge(_ zone: LocalTime) -> [WarningEvent] {
        let counted = CountedReadings(readings, of: book.supply.terms + book.sales.terms)
        let end = borders.count - 1
        let windows = Limits.balanceWindows.filter { $0 <= end }.compactMap { count in
            book.intervals(counted, borders: [borders[end - count], borders[end]], reach: Self.dayLength / 2).first
        }
        guard let alone = windows.first else { return [] }
        let day = BalanceDay(day: alone, windows: windows)
        days.append(day)
        if days.count > Limits.balanceDaysKept { days.removeFirst() }
        return warn(day, zone)
    }

    private mutating func warn(_ day: BalanceDay, _ zone: LocalTime) -> [WarningEvent] {
        guard let warning = open else {
            guard let shown = day.shown(beyond: book.limit, since: calm), let share = shown.share,
                [.loss, .surplus].contains(shown.verdict(beyond: book.limit))
            else { return [] }
            let evidence = (shown.supply.parts + shown.sales.parts).compactMap(WarningEvidence.init)
            guard let first = evidence.first else { return [] }
            var warning = Warning(
                .imbalance, first: first.first, last: first.last, found: share * 100, usual: book.limit * 100, unit: "%"
            )
            warning.evidence = evidence
            warning.detail =
                "\(shown.difference?.text ?? "") \(book.unit), ± \(Warning.number(shown.uncertainty)); "
                + hint(zone: zone).text(unit: book.unit)
            open = warning
            return [.began(warning)]
        }
        // What was before the week that shows that it is over begins no other warning.
        guard let week = day.window(Self.week), let share = week.share,
            abs(share) < book.limit * Limits.balanceOverShare
        else { return [] }
        calm = week.from
        open = nil
        return [.over(warning, at: day.day.to, .ended)]
    }

    /// Lets go of what no window asks for any more.
    private mutating func forget(_ zone: LocalTime) {
        let kept = (Limits.balanceWindows.max() ?? 1) + 1
        guard let end = borders.last, borders.count >= 2 else { return }
        let day = borders[borders.count - 2]
        if borders.count > kept { borders.removeFirst(borders.count - kept) }
        let first = Timestamp(milliseconds: borders[0].milliseconds - Self.dayLength)
        let hours = zone.borders(of: .hour, from: day, to: end, limit: Self.hoursMax)
        for name in readings.keys { readings[name]?.thin(before: first, around: hours) }
    }

    private static let dayLength: Int64 = 86_400_000
    private static let week = 7
    private static let hoursMax = 24 * 40
}
