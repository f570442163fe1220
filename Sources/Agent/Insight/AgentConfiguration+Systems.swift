// Reads the systems of the configuration: `[[system]]`, each of a kind with keys of its own.

import Metering
import Recognition

extension AgentConfiguration {
    private enum SystemKind: String, CaseIterable {
        case ratio, shift, machine, limits
    }

    /// A system; whether its meters are there shows when their cards are read. Nil where its kind is not known.
    static func readSystem(_ table: TableReader) -> SystemSetting? {
        defer { table.finish() }
        let name = readName(table, "name", of: "a system", bytesMax: Metering.Limits.nameLengthMax)
        guard let kind: SystemKind = table.choice("kind") else { return nil }
        let rule: SystemSetting.Rule
        switch kind {
        case .ratio: rule = readRatio(table)
        case .shift: rule = readShift(table)
        case .machine: rule = readMachine(table)
        case .limits: rule = readLimits(table)
        }
        let isSum = kind == .ratio || kind == .shift
        var setting = SystemSetting(name, rule, unit: isSum ? table.text("unit") : nil)
        setting.key = table.path
        return setting
    }

    private static func readRatio(_ table: TableReader) -> SystemSetting.Rule {
        let range = -1e9...1e9
        return .ratio(
            numerator: table.tables("numerator").map(readMember),
            denominator: table.tables("denominator").map(readMember), low: table.number("low", in: range),
            high: table.number("high", in: range))
    }

    private static func readShift(_ table: TableReader) -> SystemSetting.Rule {
        let times = TariffReader.times(table)
        if times.isEmpty, !table.has("times") {
            table.mistakes.add(
                table.path, "there are no working hours",
                "write times = [\"mon-fri 06:00-18:00\"], or what is right here")
        }
        return .shift(
            table.tables("member").map(readMember), ShiftTimes(times, holidays: TariffReader.holidays(table)),
            limit: table.number("limit", in: 0...1) ?? 0.2)
    }

    private static func readMachine(_ table: TableReader) -> SystemSetting.Rule {
        let (idle, load) = (table.number("idleFrom", in: 0...1e9) ?? 0, table.number("loadFrom", in: 0...1e9) ?? 0)
        table.mistakes.add(
            LoadMeter.mistakes(idleFrom: idle, loadFrom: load, "").map {
                CardMistake(table.path + $0.key, $0.problem, $0.advice)
            })
        var service: MachineWatch.Service?
        if let inner = table.table("service") {
            defer { inner.finish() }
            let before = inner.integers("remind", in: 0...100_000)?.map(Double.init) ?? [100, 0]
            let found = MachineWatch.Service(
                every: inner.number("every", in: 1...1e6) ?? 0, before: before,
                last: inner.text("last").flatMap { time($0, "last", inner) },
                hours: inner.number("ran", in: 0...1e6) ?? 0)
            if !inner.has("every") {
                inner.mistakes.add(
                    inner.path, "nobody knows when a service is due",
                    "write the hours of operation between two: every = 2000")
            } else if found.every > 0 {
                inner.mistakes.add(MaintenanceWatch(every: found.every, before: before).mistakes(inner.path))
            }
            service = found
        }
        return .machine(readRegisterName(table), idleFrom: idle, loadFrom: load, service)
    }

    private static func readLimits(_ table: TableReader) -> SystemSetting.Rule {
        let band = GaugeBand(
            low: TariffReader.amountIfAny("low", table), high: TariffReader.amountIfAny("high", table),
            hysteresis: TariffReader.amountIfAny("hysteresis", table) ?? Index(units: 0, decimals: 0),
            delay: Double(
                table.duration("delay", in: .seconds(1)...(.seconds(86_400)), default: "1m").components.seconds))
        table.mistakes.add(band.mistakes(table.path))
        return .limits(readRegisterName(table), band)
    }

    private static func readRegisterName(_ table: TableReader) -> RegisterName {
        RegisterName(table.string("meter"), table.text("register") ?? "main")
    }

    /// An instant; nil where the text is none, which is told.
    static func time(_ text: String, _ name: String, _ table: TableReader) -> Timestamp? {
        if let time = Timestamp(text) { return time }
        table.mistakes.add(
            table.key(name), "\"\(text)\" is not a time for \"\(name)\"",
            "write it like \"2026-08-14T02:13:57Z\", in quotes")
        return nil
    }
}
