// Balances a group day by day as its readings come, in whatever order, and warns when the difference is beyond the group's limit for sure.
// When a day is judged, and what is kept of it, `DailyReadings` says.

import Recognition

/// The watch over a group.
public struct BalanceWatch: DailyWatch, Equatable {
    /// What is watched.
    public let book: BalanceBook
    /// The days that were judged last, oldest first.
    public private(set) var days: [BalanceDay] = []
    /// The warning that was told and is not over.
    public private(set) var open: Warning?
    private var calm: Timestamp?
    private var daily: DailyReadings

    /// A watch that has seen nothing. `patience` is for how many days it waits for readings: longer for those that come in files.
    public init(_ book: BalanceBook, patience: Int? = nil) {
        self.book = book
        daily = DailyReadings(book.registers, patience: patience)
    }

    /// Its name.
    public var name: String { book.name }
    /// What it is about.
    public var kind: SystemFinding.Kind { .balance }
    /// The registers whose readings it wants.
    public var registers: [RegisterName] { book.registers }

    /// The days.
    public var findings: [SystemFinding] {
        days.map { judged in
            let day = judged.day
            var finding = SystemFinding(.balance, from: day.from, to: day.to, unit: book.unit)
            finding[amount: .supply] = day.supply.usage
            finding[amount: .sales] = day.sales.usage
            finding[amount: .difference] = day.difference
            finding[number: .uncertainty] = day.difference == nil ? nil : day.uncertainty
            finding[word: .verdict] = judged.verdict.rawValue
            return finding
        }
    }

    /// Takes up a reading; one of another register is passed over.
    public mutating func add(_ point: UsagePoint, of register: RegisterName) { daily.add(point, of: register) }

    /// Takes out a reading that was withdrawn.
    public mutating func withdraw(_ seq: Int64, of register: RegisterName) { daily.withdraw(seq, of: register) }

    /// Judges the days that are over by now; what is to be told.
    public mutating func pass(to now: Timestamp, zone: LocalTime) -> [WarningEvent] {
        var events: [WarningEvent] = []
        while daily.nextDay(now: now, zone: zone) { events += judge(zone) }
        return events
    }

    /// The balance of each interval between borders, as far as its readings are kept.
    public func intervals(borders: [Timestamp]) -> [BalanceInterval] {
        book.intervals(daily.readings, borders: borders)
    }

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
        book.intervals(daily.readings, borders: daily.hours(zone: zone)).compactMap { BalanceHour($0, zone: zone) }
    }

    /// Judges the day before the last border.
    private mutating func judge(_ zone: LocalTime) -> [WarningEvent] {
        let counted = daily.counted(book.supply.terms + book.sales.terms)
        let windows = Limits.balanceWindows.compactMap { daily.window($0) }.compactMap {
            book.intervals(counted, borders: $0, reach: DailyReadings.reach).first
        }
        guard let alone = windows.first else { return [] }
        let day = BalanceDay(day: alone, windows: windows)
        days.append(day)
        if days.count > Limits.systemDaysKept { days.removeFirst() }
        return warn(day, zone)
    }

    private mutating func warn(_ day: BalanceDay, _ zone: LocalTime) -> [WarningEvent] {
        guard let warning = open else {
            guard let shown = day.shown(beyond: book.limit, since: calm), let share = shown.share,
                [.loss, .surplus].contains(shown.verdict(beyond: book.limit))
            else { return [] }
            let parts = shown.supply.parts + shown.sales.parts
            guard
                var warning = Warning(
                    .imbalance, parts: parts, found: share * 100, usual: book.limit * 100, unit: "%")
            else { return [] }
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

    private static let dayLength: Int64 = 86_400_000
    private static let week = 7
}
