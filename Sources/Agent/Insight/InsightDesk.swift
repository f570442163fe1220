// Follows what the journal gets of readings and makes entries of what they mean: warnings, costs, balances. It reads the journal as a
// courier does, so it misses nothing, and what a later reading withdraws is forgotten: everything is gone through again without it. What
// was told before a restart is not told again, and what nobody could tell then is told now.

import Capture
import Journal
import Logging
import Metering
import Recognition
import Uplink

/// The desk at which readings are made sense of.
actor InsightDesk {
    /// What it works with.
    struct Parts: Sendable {
        var registers: [RegisterInsight]
        var money: [MoneyWatch] = []
        /// The groups whose books are balanced.
        var books: [BalanceBook] = []
        let journal: Journal
        let clock: AgentClock
        let clockWatch: ClockWatch
        var zone = LocalTime.system
        let board: InsightBoard
        let logger: Logger
        /// Called for what should not wait for the next scheduled delivery, just before it is in the journal.
        var onUrgent: @Sendable () -> Void = {}
        /// Told that something is known that was not.
        var onNews: @Sendable () -> Void = {}
    }

    private let parts: Parts
    private var registers: [RegisterInsight]
    private var money: [MoneyWatch]
    private var balances: [BalanceWatch] = []
    private var groups: [InsightBoard.Group] = []
    private var corrections: Int?
    private var waiting: [NewEntry] = []
    private var isFailing = false
    private let began: Int64

    /// A desk at which nothing has been looked at yet.
    init(_ parts: Parts) {
        (self.parts, registers, money) = (parts, parts.registers, parts.money)
        began = parts.clock.now().monotonicMilliseconds
    }

    /// Looks at what has come since the last time.
    func look() async throws(JournalError) {
        let now = parts.clock.now()
        do throws(JournalError) {
            let turns = try await parts.clockWatch.corrections()
            if corrections == nil {
                for place in money.indices { money[place] = try await money[place].resumed(parts.journal) }
            }
            // Times were put right: what was learned from wrong ones is learned again.
            var isUpToDate = false
            if corrections == turns { isUpToDate = try await advance(now) }
            if !isUpToDate { try await begin(now) }
            corrections = turns
            try await pass(now)
            for place in money.indices {
                var watch = money[place]
                let events = try await watch.look(now: now)
                money[place] = watch
                for event in events { tell(event) }
            }
            try await store()
            if isFailing { parts.logger.info("what readings mean is told again") }
            isFailing = false
        } catch {
            if error.mustEndProcess { throw error }
            // Everything is gone through again when there is no trouble any more.
            corrections = nil
            if !isFailing { parts.logger.error("what readings mean is not told: \(error)") }
            isFailing = true
        }
        publish()
    }

    /// Goes through all that is kept, and tells what differs from what was told.
    private func begin(_ now: EntryTime) async throws(JournalError) {
        // What waits was not told yet as far as the journal knows.
        try await store()
        let counted = Set(parts.books.flatMap(\.registers))
        var points: [(name: RegisterName, point: UsagePoint)] = []
        for place in registers.indices {
            let name = registers[place].name
            registers[place] = try await registers[place].replayed(parts.zone, now: now.wall) { point in
                if counted.contains(name) { points.append((name, point)) }
            }
        }
        points.sort { $0.point.at < $1.point.at }
        balances = parts.books.map { BalanceWatch($0) }
        var day = Int64.min
        for (name, point) in points {
            let reached = point.at.milliseconds.floorDivided(by: Self.dayLength)
            let isNext = reached > day
            day = max(day, reached)
            for place in balances.indices {
                if isNext { _ = balances[place].pass(to: point.at, zone: parts.zone) }
                balances[place].add(point, of: name)
            }
        }
        for place in balances.indices { _ = balances[place].pass(to: now.wall, zone: parts.zone) }
        // Of what a restart finds closed nobody has seen the end; what was put right had never begun.
        try await reconcile(now, corrections == nil ? .ended : .dropped)
    }

    /// Takes up what has come; false where some of it withdraws what came before.
    private func advance(_ now: EntryTime) async throws(JournalError) -> Bool {
        for place in registers.indices {
            var way = registers[place].way
            guard let points = try await way.news() else { return false }
            registers[place].way = way
            let name = registers[place].name
            for point in points {
                for event in registers[place].add(point, parts.zone, now: now.wall) { tell(event, of: name, now) }
                for balance in balances.indices { balances[balance].add(point, of: name) }
            }
        }
        return true
    }

    /// What time alone brings.
    private func pass(_ now: EntryTime) async throws(JournalError) {
        if now.monotonicMilliseconds - began >= Limits.silenceGrace * 1_000 {
            for place in registers.indices {
                for event in registers[place].pass(to: now.wall) { tell(event, of: registers[place].name, now) }
            }
        }
        for place in balances.indices {
            for event in balances[place].pass(to: now.wall, zone: parts.zone) {
                tell(event, of: Self.name(of: balances[place].book), now)
            }
        }
    }

    /// Tells what is open and was not told, and what was told and is over.
    private func reconcile(_ now: EntryTime, _ end: WarningEvent.End) async throws(JournalError) {
        for place in registers.indices {
            let name = registers[place].name
            let told = try await JournalledWarning.told(of: name.meter, in: parts.journal)[name] ?? [:]
            // Nobody has read it meanwhile either.
            if told[.silent].map({ $0.end == nil }) ?? false { _ = registers[place].pass(to: now.wall) }
            reconcile(registers[place].watch.open, told, of: name, now, end)
        }
        for balance in balances {
            let name = Self.name(of: balance.book)
            let told = try await JournalledWarning.told(of: name.meter, in: parts.journal)[name] ?? [:]
            reconcile([balance.open].compactMap { $0 }, told, of: name, now, end)
        }
    }

    private func reconcile(
        _ open: [Warning], _ told: [WarningKind: JournalledWarning], of name: RegisterName, _ now: EntryTime,
        _ end: WarningEvent.End
    ) {
        for (kind, last) in told.sorted(by: { $0.value.seq < $1.value.seq }) where last.end == nil {
            guard !open.contains(where: { $0.kind == kind }) else { continue }
            tell(.over(last.warning, at: now.wall, end), of: name, now)
        }
        for warning in open where told[warning.kind].map({ $0.end != nil }) ?? true {
            tell(.began(warning), of: name, now)
        }
    }

    private func tell(_ event: WarningEvent, of name: RegisterName, _ now: EntryTime) {
        let payload = event.payload(of: name.meter, register: name.register, at: now.wall)
        tell(
            MeterWatches.Event(
                text: "\(name.text): \(event.text)",
                entry: NewEntry(kind: CameraWatch.kind, meter: name.meter, time: now, json: payload)))
    }

    private func tell(_ event: MeterWatches.Event) {
        if let text = event.text {
            parts.logger.warning("\(text)")
            parts.onUrgent()
        }
        waiting.append(event.entry)
        if waiting.count > Limits.insightWaiting { waiting.removeFirst() }
    }

    private func store() async throws(JournalError) {
        while let entry = waiting.first {
            try await parts.journal.append(entry)
            waiting.removeFirst()
        }
    }

    private func publish() {
        var known: [RegisterName: InsightBoard.Register] = [:]
        for register in registers {
            known[register.name] = InsightBoard.Register(
                open: register.watch.open, forecasts: Forecast.Span.allCases.compactMap(register.forecast.forecast))
        }
        for account in money {
            let name = RegisterName(account.meter, account.register)
            known[name]?.account = account.account
            known[name]?.trouble = account.trouble
        }
        // A balance changes once a day.
        groups = balances.enumerated().map { place, balance in
            if place < groups.count, groups[place].days == balance.days, groups[place].open == balance.open {
                return groups[place]
            }
            return InsightBoard.Group(
                name: balance.book.name, unit: balance.book.unit, limit: balance.book.limit, days: balance.days,
                trend: balance.trend.way, hours: balance.hours(zone: parts.zone).likely,
                hint: balance.hint(zone: parts.zone), open: balance.open)
        }
        if parts.board.note(known, groups) { parts.onNews() }
    }

    /// What the warnings of a group are filed under.
    private static func name(of book: BalanceBook) -> RegisterName { RegisterName(book.name, "balance") }

    private static let dayLength: Int64 = 86_400_000
}
