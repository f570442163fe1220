// A balance group or a system, followed through the journal: what it found and told before a restart it finds and tells no more.

import Journal
import Metering

/// The desk of one watch.
struct SystemDesk {
    var watch: any SystemWatch
    /// What was told of it, by kind.
    private(set) var told: [WarningKind: JournalledWarning] = [:]
    /// What is shown of it, and of a balance group besides.
    private(set) var shown: InsightBoard.System
    private(set) var group: InsightBoard.Group?
    private var lastTold: Timestamp?

    /// The desk of a watch that has seen nothing.
    init(_ watch: any SystemWatch) {
        self.watch = watch
        shown = InsightBoard.System(name: watch.name, kind: watch.kind)
        group = (watch as? BalanceWatch).map {
            InsightBoard.Group(name: $0.name, unit: $0.book.unit, limit: $0.book.limit)
        }
    }

    /// What its warnings are filed under.
    var name: RegisterName { RegisterName(watch.name, watch.kind.rawValue) }

    /// The same after all readings, by time; nothing is to be told of that, but what is open then.
    func replayed(
        _ journal: Journal, _ points: [(name: RegisterName, point: UsagePoint)], _ zone: LocalTime, now: Timestamp
    ) async throws(JournalError) -> SystemDesk {
        var desk = self
        desk.told = try await JournalledWarning.told(of: name.meter, in: journal)[name] ?? [:]
        let entries = try await journal.lastEntries(
            kind: SystemFinding.entryKind, meter: watch.name, limit: Metering.Limits.systemDaysKept)
        // What a clock that was wrong has told of days to come is none of it.
        let past = entries.compactMap { SystemFinding($0) }.filter { $0.kind == watch.kind && $0.to <= now }
        if let last = past.last {
            desk.lastTold = last.to
            desk.watch.resume(past, told: desk.told.values.first { $0.end == nil }?.warning)
        }
        let registers = Set(watch.registers)
        var day = Int64.min
        for (name, point) in points where registers.contains(name) {
            let reached = point.at.milliseconds.floorDivided(by: Self.dayLength)
            if reached > day { _ = desk.watch.pass(to: point.at, zone: zone) }
            day = max(day, reached)
            _ = desk.watch.take(point, of: name, zone: zone)
        }
        _ = desk.watch.pass(to: now, zone: zone)
        return desk
    }

    /// What it has found since that was told last.
    mutating func news() -> [SystemFinding] {
        let news = watch.findings.filter { finding in lastTold.map { finding.to > $0 } ?? true }
        lastTold = news.last?.to ?? lastTold
        return news
    }

    /// Brings what is shown up to date, where something has changed.
    mutating func look(_ zone: LocalTime) {
        let findings = watch.findings
        guard findings != shown.findings || watch.open != shown.open else { return }
        (shown.findings, shown.open) = (findings, watch.open)
        guard let balance = watch as? BalanceWatch else { return }
        group = InsightBoard.Group(
            name: balance.book.name, unit: balance.book.unit, limit: balance.book.limit, days: balance.days,
            trend: balance.trend.way, hours: balance.hours(zone: zone).likely, hint: balance.hint(zone: zone),
            open: balance.open)
    }

    private static let dayLength: Int64 = 86_400_000
}
