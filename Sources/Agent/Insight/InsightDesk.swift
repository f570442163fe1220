// Follows what the journal gets of readings and makes entries of what they mean: warnings, costs, and day by day what
// balances and systems come to. It reads the journal as a
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
        /// Groups whose books are balanced, and systems; none has seen anything.
        var systems: [any SystemWatch] = []
        /// Readings that come in files.
        var imports: [ImportedFile] = []
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
    private var systems: [SystemDesk] = []
    private var files: [ImportedFile.Stamp?] = []
    /// The files as they were at the last look, and what they held when they could last be read.
    private var seen: [ImportedFile.Stamp?] = []
    private var contents: [String: [UsagePoint]] = [:]
    private var corrections: Int?
    /// The day on which all days before it were remembered.
    private var remembered: Int64?
    private var waiting: [NewEntry] = []
    private var isFailing = false
    private let began: Int64
    private var step: @Sendable (String) -> Void = { _ in }

    /// A desk at which nothing has been looked at yet.
    init(_ parts: Parts) {
        (self.parts, registers, money) = (parts, parts.registers, parts.money)
        began = parts.clock.now().monotonicMilliseconds
    }

    /// Looks at what has come since the last time; `onStep` is told whenever it goes on to something else.
    func look(_ onStep: @escaping @Sendable (String) -> Void = { _ in }) async throws(JournalError) {
        let now = parts.clock.now()
        step = onStep
        do throws(JournalError) {
            let turns = try await parts.clockWatch.corrections()
            if corrections == nil {
                for place in money.indices { money[place] = try await money[place].resumed(parts.journal) }
            }
            // Times were put right: what was learned from wrong ones is learned again.
            var isUpToDate = false
            let files = parts.imports.map(\.stamp)
            // One that is just being written is looked at when it no longer changes.
            let canWait = files == self.files || files != seen
            seen = files
            if corrections == turns, canWait { isUpToDate = try await advance(now) }
            if !isUpToDate {
                try await begin(now)
                self.files = files
            }
            corrections = turns
            try await pass(now)
            for place in money.indices {
                var watch = money[place]
                step("works out costs")
                let events = try await watch.look(now: now)
                money[place] = watch
                for event in events { tell(event) }
            }
            try await store()
            try await remember(now.wall)
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

    /// Has each day that is over remembered for longer than the journal keeps its readings. What cannot be noted now, is on another day.
    private func remember(_ now: Timestamp) async throws(JournalError) {
        let day = PastDay.number(of: now)
        guard day != remembered else { return }
        remembered = day
        do {
            for register in registers {
                step("remembers the readings of \(register.name.text)")
                var past = try await PastReadings.load(register.history, now: now)
                try await past.update(now: now)
            }
        } catch {
            if error.mustEndProcess { throw error }
            parts.logger.warning("what was read is not remembered: \(error)")
        }
    }

    /// Goes through all that is kept, and tells what differs from what was told.
    private func begin(_ now: EntryTime) async throws(JournalError) {
        // What waits was not told yet as far as the journal knows.
        try await store()
        var points: [(name: RegisterName, point: UsagePoint)] = []
        remembered = nil
        let counted = Set(parts.systems.flatMap(\.registers))
        for place in registers.indices {
            let name = registers[place].name
            step("goes through the readings of \(name.text)")
            registers[place] = try await registers[place].replayed(parts.zone, now: now.wall) { point in
                if counted.contains(name) { points.append((name, point)) }
            }
        }
        for file in parts.imports where counted.contains(file.register.name) {
            points += content(of: file, now.wall).map { (file.register.name, $0) }
        }
        points.sort { $0.point.at < $1.point.at }
        var systems: [SystemDesk] = []
        for watch in parts.systems {
            step("goes through all readings")
            systems.append(
                try await SystemDesk(watch).replayed(parts.journal, points, parts.zone, now: now.wall))
        }
        self.systems = systems
        // Of what a restart finds closed nobody has seen the end; what was put right had never begun.
        try await reconcile(now, corrections == nil ? .ended : .dropped)
        try await store()
    }

    /// Takes up what has come; false where some of it withdraws what came before.
    private func advance(_ now: EntryTime) async throws(JournalError) -> Bool {
        for place in registers.indices {
            var register = registers[place]
            step("looks at the readings of \(register.name.text)")
            guard let news = try await register.news(parts.zone, now: now.wall) else { return false }
            registers[place] = register
            let name = register.name
            for (point, events) in news {
                for event in events { tell(event, of: name, now) }
                guard let point else { continue }
                for place in systems.indices {
                    for event in systems[place].watch.take(point, of: name, zone: parts.zone) {
                        tell(event, of: systems[place].name, now)
                    }
                }
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
        for place in systems.indices {
            for event in systems[place].watch.pass(to: now.wall, zone: parts.zone) {
                tell(event, of: systems[place].name, now)
            }
            for finding in systems[place].news() { tell(finding, of: systems[place].name.meter, now) }
            // Of months that nobody has told of there are more than may wait.
            try await store()
        }
    }

    /// Tells what is open and was not told, and what was told and is over.
    private func reconcile(_ now: EntryTime, _ end: WarningEvent.End) async throws(JournalError) {
        for place in registers.indices {
            let name = registers[place].name
            let told = try await JournalledWarning.told(of: name.meter, in: parts.journal)[name] ?? [:]
            registers[place].resume(told.values.filter { $0.end == nil }.map(\.warning))
            // Nobody has read it meanwhile either.
            if told[.silent].map({ $0.end == nil }) ?? false { _ = registers[place].pass(to: now.wall) }
            reconcile(registers[place].open, told, of: name, now, end)
        }
        for system in systems {
            reconcile([system.watch.open].compactMap { $0 }, system.told, of: system.name, now, end)
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
        for warning in open where told[warning.kind].map({ $0.end != nil || warning.outgrows($0.warning) }) ?? true {
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

    private func tell(_ finding: SystemFinding, of name: String, _ now: EntryTime) {
        tell(
            MeterWatches.Event(
                text: nil,
                entry: NewEntry(
                    kind: SystemFinding.entryKind, meter: name, time: now, json: finding.payload(of: name))))
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
                open: register.open, forecasts: Forecast.Span.allCases.compactMap(register.forecast.forecast))
        }
        for account in money {
            let name = RegisterName(account.meter, account.register)
            known[name]?.account = account.account
            known[name]?.trouble = account.trouble
        }
        for place in systems.indices { systems[place].look(parts.zone) }
        if parts.board.note(known, systems.compactMap(\.group), systems.filter { $0.group == nil }.map(\.shown)) {
            parts.onNews()
        }
    }

    /// What a file holds of the time that counts; of one that cannot be read what it held before. Both are told.
    private func content(of file: ImportedFile, _ now: Timestamp) -> [UsagePoint] {
        do throws(AgentError) {
            let content = try file.read()
            if let first = content.mistakes.first {
                let more = content.wrong > 1 ? "; \(content.wrong) such lines" : ""
                parts.logger.warning("\(file.path): \(first.key): \(first.problem): \(first.advice)\(more)")
            }
            let points = content.points.filter { RegisterInsight.isOfUse($0.at, now: now) }
            if points.count < content.points.count {
                let odd = content.points.count - points.count
                parts.logger.warning(
                    "\(file.path): \(odd) readings are older than a year or yet to come, and count for nothing")
            }
            contents[file.path] = points
        } catch {
            parts.logger.warning("the readings of \(file.register.name.text) are not imported: \(error.message)")
        }
        return contents[file.path] ?? []
    }
}
