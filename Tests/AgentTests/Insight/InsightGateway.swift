// A gateway whose readings are made sense of, for tests: a journal, a clock that passes as told, and a desk that can be begun anew.

import Capture
import Journal
import Logging
import Metering
import Recognition
import Synchronization
import TestSupport
import Uplink

@testable import Agent

/// A water meter read every quarter of an hour, and the desk that looks at it.
final class InsightGateway {
    /// Time that passes as told.
    final class Time: Sendable {
        private let state = Mutex(Timestamp("2026-03-01T00:00:00Z")!)

        var now: Timestamp { state.withLock { $0 } }

        func pass(hours: Double) {
            state.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + Int64(hours * 3_600_000)) }
        }
    }

    let journal: Journal
    let card: MeterCard
    /// A sub-meter, and the tenths that it counts of what the first one does.
    let flat: MeterCard
    var share: Int64 = 10
    let time = Time()
    var units: Int64 = 100_000
    private var (before, sold): (Int64, Int64) = (100_000, 500_000)
    var desk: InsightDesk!
    let board = InsightBoard()
    var isDelivering = false
    var money: MoneySetting?
    var tariff: Tariff?
    var systems: [any SystemWatch] = []
    var imports: [ImportedFile] = []
    // The leaks here are as large as all other use.
    let setting = WarningSetting(silenced: [.unusual, .nightUse])

    init(_ folder: TemporaryFolder, keeping entries: Int64 = 100_000) throws {
        var limits = Journal.Limits()
        limits.settledEntries = entries
        journal = try Journal.open(path: folder.path + "/journal.db", device: "gw", limits: limits)
        let card = { (name: String) in
            MeterCard(
                meter: name, medium: .water, unit: "m³", reference: "", area: nil, registers: [TestReading.register])
        }
        (self.card, flat) = (card("cellar"), card("flat"))
        restart()
    }

    /// A desk that knows only what the journal has.
    func restart() {
        let time = time
        let clock = AgentClock(
            wall: { time.now }, sinceBoot: { time.now.milliseconds - 1_700_000_000_000 },
            isSynchronised: { true }, bootID: "boot")
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        var parts = InsightDesk.Parts(
            registers: [card, flat].map { RegisterInsight($0, $0.registers[0], setting, journal: journal) },
            journal: journal, clock: clock,
            clockWatch: ClockWatch(clock: clock, journal: journal, logger: logger), zone: .fixed(), board: board,
            logger: logger)
        if let money, let tariff {
            let history = ReadingHistory(meter: "cellar", register: card.registers[0], journal: journal)
            let desk = MoneyDesk(history: history, tariff: tariff, setting: money, zone: .fixed())
            parts.money = [MoneyWatch("cellar", "main", desk)]
        }
        (parts.systems, parts.imports) = (systems, imports)
        desk = InsightDesk(parts)
    }

    /// A reading; without units it was withheld.
    func reading(
        _ units: Int64?, of meter: String = "cellar", withdraws: [RegisterCard.Start] = [], reasons: [Reason] = []
    ) -> NewEntry {
        TestReading.entry(units, of: meter, at: time.now, withdraws: withdraws, reasons: reasons)
    }

    /// Days of readings: some use by day, none by night, and `leak` units in each quarter on top. The desk looks at midnight.
    func live(days: Int, leak: Int64 = 0) async throws {
        for _ in 0..<days {
            var entries: [NewEntry] = []
            for quarter in 0..<96 {
                time.pass(hours: 0.25)
                units += leak + ((28..<88).contains(quarter) ? 3 + Int64(quarter % 5) : 0)
                entries.append(reading(units))
                sold += (units - before) * share
                before = units
                if !systems.isEmpty { entries.append(reading(sold / 10, of: "flat")) }
            }
            let numbers = try await journal.append(entries)
            if isDelivering { try await journal.settle("out", through: numbers.last ?? 0) }
            try await desk.look()
        }
    }

    /// The book of what is supplied to the cellar and sold to the flat.
    func balance() {
        let sum = { (card: MeterCard) in
            MeterSum([
                MeterTerm(
                    RegisterName(card.meter), factor: Index(units: 1, decimals: 0),
                    capacity: card.registers[0].capacity, resolution: nil, tolerance: 0)
            ])
        }
        let book = BalanceBook(name: "house", unit: "m³", limit: 0.05, supply: sum(card), sales: sum(flat))
        systems = [BalanceWatch(book)]
    }

    /// What was found of a system, as the journal has it.
    func found(_ system: String) async throws -> [SystemFinding] {
        try await journal.lastEntries(kind: SystemFinding.entryKind, meter: system, limit: 1_000)
            .compactMap(SystemFinding.init)
    }

    /// What was told, in short.
    func told(_ meter: String = "cellar") async throws -> [String] {
        try await journal.lastEntries(kind: "event", meter: meter, limit: 1_000)
            .compactMap(JournalledWarning.init)
            .map { "\($0.warning.kind.rawValue) \($0.end?.rawValue ?? "due")" }
    }
}
