// What the journal gets of readings is made sense of once: also after a restart, and when a reading was wrong.

import Capture
import Glibc
import Journal
import Logging
import Metering
import Recognition
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct InsightDeskTests {
    private let folder = TemporaryFolder()

    @Test func aLeakIsToldOnceAndItsEndOnce() async throws {
        let gateway = try InsightGateway(folder)
        try await gateway.live(days: 30)
        #expect(try await gateway.told() == [])
        try await gateway.live(days: 3, leak: 4)
        #expect(try await gateway.told() == ["leak due"])
        #expect(gateway.board.register(RegisterName("cellar")).open.map(\.kind) == [.leak])
        gateway.restart()
        try await gateway.live(days: 1, leak: 4)
        #expect(try await gateway.told() == ["leak due"])
        try await gateway.live(days: 3)
        #expect(try await gateway.told() == ["leak due", "leak ended"])
        #expect(gateway.board.register(RegisterName("cellar")).open == [])
        #expect(!gateway.board.register(RegisterName("cellar")).forecasts.isEmpty)
    }

    @Test func whatBeganWhileNobodyLookedIsToldWhenSomebodyDoes() async throws {
        let gateway = try InsightGateway(folder)
        try await gateway.live(days: 30)
        // Its readings come into the journal, and the process ends before it has looked at them.
        let idle = try InsightGateway(TemporaryFolder())
        let desk = gateway.desk
        gateway.desk = idle.desk
        try await gateway.live(days: 2, leak: 4)
        #expect(try await gateway.told() == [])
        gateway.restart()
        try await gateway.desk.look()
        #expect(try await gateway.told() == ["leak due"])
        _ = desk
        gateway.desk = idle.desk
        try await gateway.live(days: 2)
        gateway.restart()
        try await gateway.desk.look()
        #expect(try await gateway.told() == ["leak due", "leak ended"])
    }

    @Test func whatAWrongReadingHasStartedIsTakenBack() async throws {
        let gateway = try InsightGateway(folder)
        try await gateway.live(days: 20)
        gateway.time.pass(hours: 0.25)
        let wrong = gateway.units + 5_000
        try await gateway.journal.append(gateway.reading(wrong))
        try await gateway.desk.look()
        #expect(try await gateway.told().contains("burst due"))
        let withdrawn = RegisterCard.Start(index: Index(units: wrong, decimals: 3), at: gateway.time.now)
        gateway.time.pass(hours: 0.25)
        try await gateway.journal.append(gateway.reading(gateway.units, withdraws: [withdrawn]))
        try await gateway.desk.look()
        #expect(gateway.board.register(RegisterName("cellar")).open == [])
        let told = try await gateway.told()
        #expect(told.filter { $0.hasSuffix("due") }.count == told.filter { !$0.hasSuffix("due") }.count, "\(told)")
        try await gateway.live(days: 2)
        #expect(try await gateway.told() == told)
    }

    @Test func aMeterThatNobodyCanReadIsSilentOnce() async throws {
        let gateway = try InsightGateway(folder)
        try await gateway.live(days: 2)
        for _ in 0..<5 {
            gateway.time.pass(hours: 6)
            try await gateway.desk.look()
        }
        #expect(try await gateway.told() == ["silent due"])
        gateway.restart()
        try await gateway.desk.look()
        #expect(try await gateway.told() == ["silent due"])
        try await gateway.live(days: 1)
        #expect(try await gateway.told() == ["silent due", "silent ended"])
    }

    @Test func whatAMeterThatIsNewHasUsedCostsSomethingAsWell() async throws {
        let gateway = try InsightGateway(folder)
        gateway.tariff = Self.tariff
        gateway.money = MoneySetting(tariff: "town")
        gateway.restart()
        gateway.time.pass(hours: 10 * 24 + 7)
        try await gateway.journal.append(gateway.reading(gateway.units))
        try await gateway.live(days: 2)
        let account = try #require(gateway.board.register(RegisterName("cellar")).account)
        // Nobody knows what was used before its first reading.
        #expect(account.soFar.total.text == "1.50" && !account.soFar.isComplete)
    }

    @Test func aLossIsToldOnceAndABalancedGroupNever() async throws {
        let gateway = try InsightGateway(folder)
        gateway.balance()
        gateway.restart()
        try await gateway.live(days: 12)
        #expect(try await gateway.told("house") == [])
        #expect(gateway.board.groups.map(\.days.count) == [10])
        let told = try await gateway.found("house")
        #expect(told.count == 10 && told.allSatisfy { $0[word: .verdict] == "balanced" })
        #expect(zip(told, told.dropFirst()).allSatisfy { $0.to == $1.from } && gateway.board.systems.isEmpty)
        gateway.share = 7
        try await gateway.live(days: 6)
        #expect(try await gateway.told("house") == ["imbalance due"])
        let days = gateway.board.groups[0].days
        #expect(days.last?.verdict == .loss && gateway.board.groups[0].open?.kind == .imbalance)
        gateway.restart()
        try await gateway.desk.look()
        #expect(try await gateway.told("house") == ["imbalance due"])
        #expect(gateway.board.groups[0].days == days)
        #expect(try await gateway.found("house").count == days.count)
        gateway.share = 10
        try await gateway.live(days: 12)
        #expect(try await gateway.told("house") == ["imbalance due", "imbalance ended"])
    }

    @Test func aMeterThatIsCoveredIsToldSoonAndOnce() async throws {
        let gateway = try InsightGateway(folder)
        try await gateway.live(days: 2)
        func cover(_ quarters: Int) async throws {
            for _ in 0..<quarters {
                gateway.time.pass(hours: 0.25)
                try await gateway.journal.append(gateway.reading(nil, reasons: [.occluded]))
                try await gateway.desk.look()
            }
        }
        try await cover(2)
        #expect(try await gateway.told() == [])
        try await cover(1)
        #expect(try await gateway.told() == ["covered due"])
        #expect(gateway.board.register(RegisterName("cellar")).open.map(\.kind) == [.covered])
        gateway.restart()
        try await cover(1)
        #expect(try await gateway.told() == ["covered due"])
        gateway.time.pass(hours: 0.25)
        try await gateway.journal.append(gateway.reading(gateway.units))
        try await gateway.desk.look()
        #expect(try await gateway.told() == ["covered due", "covered ended"])
    }

    @Test func whatWasJournalledOfAMachineCountsThoughItsReadingsAreGone() async throws {
        let gateway = try InsightGateway(folder)
        let cellar = KnownRegister(RegisterName("cellar"), medium: .water, unit: "m³", decimals: 3)
        gateway.systems = [
            MachineWatch("pump", of: cellar, idleFrom: 0.004, loadFrom: 0.04, service: .init(every: 2_000))
        ]
        let now = gateway.time.now
        var last = SystemFinding(
            .machine, from: Timestamp(milliseconds: now.milliseconds - 86_400_000), to: now, unit: "h")
        last[number: .sinceService] = 900
        last[time: .countedTo] = now
        try await gateway.journal.append(
            NewEntry(
                kind: SystemFinding.entryKind, meter: "pump",
                time: EntryTime(
                    bootID: "boot", monotonicMilliseconds: 0, wallMilliseconds: now.milliseconds, clock: .synchronised),
                json: last.payload(of: "pump")))
        gateway.restart()
        try await gateway.live(days: 2)
        let found = try #require(gateway.board.systems.first?.findings.last?[number: .sinceService])
        #expect((910...935).contains(found), "\(found)")
    }

    @Test func whatASystemFoundIsJournalledOnceAndItsHoursOutlastTheProcess() async throws {
        let gateway = try InsightGateway(folder)
        let cellar = KnownRegister(RegisterName("cellar"), medium: .water, unit: "m³", decimals: 3)
        gateway.systems = [
            MachineWatch(
                "pump", of: cellar, idleFrom: 0.004, loadFrom: 0.04,
                service: .init(every: 100, before: [50, 0]))
        ]
        gateway.restart()
        try await gateway.live(days: 5)
        // 15 hours of each day something flows.
        #expect(try await gateway.told("pump") == ["maintenance due"])
        let before = try await gateway.found("pump")
        #expect(before.count == 5 && before == gateway.board.systems.first?.findings, "\(before.count)")
        gateway.restart()
        try await gateway.desk.look()
        #expect(try await gateway.found("pump") == before)
        #expect(gateway.board.systems.first?.findings == before)
        #expect(gateway.board.systems.first?.open?.kind == .maintenance)
        try await gateway.live(days: 2)
        #expect(try await gateway.told("pump") == ["maintenance due", "maintenance due"])
        let found = try await gateway.found("pump")
        let hours = try found.map { try #require($0[number: .sinceService]) }
        #expect(
            found.count == 7 && zip(hours, hours.dropFirst()).allSatisfy { (13.5...16.5).contains($1 - $0) }, "\(hours)"
        )
        // It was serviced: the count begins anew, and what is due is over.
        gateway.systems = [
            MachineWatch(
                "pump", of: cellar, idleFrom: 0.004, loadFrom: 0.04,
                service: .init(every: 100, before: [20], last: gateway.time.now))
        ]
        gateway.restart()
        try await gateway.desk.look()
        #expect(try await gateway.told("pump").last == "maintenance ended")
    }

    @Test func whatWasLearnedOutlastsWhatTheJournalKeeps() async throws {
        let gateway = try InsightGateway(folder, keeping: 300)
        try await gateway.journal.register(sinks: ["out"])
        gateway.isDelivering = true
        gateway.balance()
        gateway.restart()
        try await gateway.live(days: 40)
        #expect(try await gateway.journal.count(kind: Reading.publishedKind, meter: "cellar", in: 0..<Int64.max) < 500)
        let before = gateway.board.register(RegisterName("cellar")).forecasts
        let days = gateway.board.groups[0].days
        #expect(before.map(\.span) == [.hour, .day, .month] && days.count == 38)
        gateway.restart()
        try await gateway.desk.look()
        let after = gateway.board.register(RegisterName("cellar")).forecasts
        #expect(after.map(\.span) == before.map(\.span))
        for (a, b) in zip(before, after) { #expect(abs(a.usage - b.usage) < 0.2 * a.usage + 0.01, "\(a) \(b)") }
        #expect(gateway.board.groups[0].days.count == days.count)
        #expect(gateway.board.groups[0].days.last?.day.difference == days.last?.day.difference)
    }

    @Test func aFileOfReadingsCountsAsSoonAsItIsThere() async throws {
        let gateway = try InsightGateway(folder)
        gateway.balance()
        let path = folder.path + "/sold.csv"
        let one = Index(units: 1, decimals: 0)
        let (supply, sold) = (RegisterName("cellar"), RegisterName("sold"))
        gateway.systems = [
            BalanceWatch(
                BalanceBook(
                    name: "house", unit: "m³", limit: 0.05, supply: MeterSum([MeterTerm(supply, factor: one)]),
                    sales: MeterSum([MeterTerm(sold, factor: one)])), patience: Limits.importPatience)
        ]
        gateway.imports = [
            ImportedFile(KnownRegister(sold, medium: .water, unit: "m³", decimals: 3), path: path)
        ]
        gateway.restart()
        try await gateway.live(days: 12)
        #expect(gateway.board.groups.map(\.days) == [[]])
        // What the flat was sold, as the desk's own journal has it, less a fifth.
        let entries = try await gateway.journal.lastEntries(kind: Reading.publishedKind, meter: "flat", limit: 5_000)
        let readings = entries.compactMap { JournalledReading($0) }
        let lines: [String] = readings.map { reading in
            let units = 500_000 + (reading.index!.units - 500_000) * 8 / 10
            return "\(reading.at.text),\(Index(units: units, decimals: 3).text)"
        }
        // A line of years to come, and one of years ago, would be the end of all days between.
        let odd = ["2062-03-01T00:00:00Z,5", "1990-03-01T00:00:00Z,5"]
        folder.write("sold.csv", (lines + odd).joined(separator: "\n"))
        try await gateway.desk.look()
        // It may still be written to.
        #expect(gateway.board.groups.map(\.days) == [[]])
        try await gateway.desk.look()
        #expect(gateway.board.groups.map(\.days.count) == [10])
        #expect(gateway.board.groups.first?.open?.kind == .imbalance)
        #expect(try await gateway.told("house") == ["imbalance due"])
        // While it is not there what it held still counts.
        #expect(rename(path, path + ".away") == 0)
        for _ in 0..<3 { try await gateway.desk.look() }
        #expect(try await gateway.told("house") == ["imbalance due"])
        #expect(gateway.board.groups.map(\.days.count) == [10])
    }

    private static var tariff: Tariff {
        let price = TariffCharge(
            name: "water", group: TariffCharge.energy, times: [], steps: [TariffStep(price: Index("2.50")!)],
            per: .month)
        return Tariff(
            name: "town", currency: "EUR",
            versions: [TariffVersion(from: CivilDate("2026-01-01")!, until: nil, charges: [price])])
    }

    @Test func useCostsWhatTheTariffSaysAndWhoPaidInAdvanceIsRemindedOnce() async throws {
        let gateway = try InsightGateway(folder)
        gateway.tariff = Self.tariff
        var money = MoneySetting(tariff: "town")
        money.payments = [.init(on: CivilDate("2026-03-01")!, amount: Index("10.00")!)]
        gateway.money = money
        gateway.restart()
        try await gateway.journal.append(gateway.reading(gateway.units))
        // 300 units, 0.300 m³, a day: 0.75 a day.
        try await gateway.live(days: 3)
        let account = try #require(gateway.board.register(RegisterName("cellar")).account)
        #expect(account.soFar.total.text == "2.25" && account.soFar.isComplete)
        #expect(account.prepaid?.balance.text == "7.75" && account.prepaid?.daysLeft == 10)
        let costs = try await gateway.journal.lastEntries(kind: MoneyAccount.kind, meter: "cellar", limit: 100)
        #expect(costs.count == 3)
        func reminders() async throws -> Int {
            try await gateway.journal.lastEntries(kind: "event", meter: "cellar", limit: 100)
                .filter { String(decoding: $0.json, as: UTF8.self).contains(PrepaidReminder.name) }.count
        }
        #expect(try await reminders() == 1)
        gateway.restart()
        try await gateway.desk.look()
        #expect(try await reminders() == 1)
        try await gateway.live(days: 4)
        #expect(try await reminders() == 2)
    }
}
