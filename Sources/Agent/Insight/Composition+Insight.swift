// The desk at which readings are made sense of, put together from the configuration and the meters' cards.

import Capture
import Metering

extension Composition {
    /// The groups as they are reckoned; mistakes that show only now that the cards are known go to `failures`. A group with a meter that
    /// has no card yet waits for it.
    static func add(
        _ configuration: AgentConfiguration, _ meters: [PreparedMeter], _ blanks: [BlankMeter],
        to failures: inout FailureList
    ) -> [BalanceBook] {
        let registers = meters.map(\.face.card).flatMap { card in
            card.registers.map { register in
                KnownRegister(
                    RegisterName(card.meter, register.name), medium: card.medium, unit: card.unit,
                    decimals: register.decimals, capacity: register.capacity)
            }
        }
        let names = Set(meters.map(\.face.card.meter) + blanks.map(\.name))
        for (number, group) in configuration.groups.enumerated() where names.contains(group.name) {
            failures.add([
                configuration.mistake(
                    "balance[\(number)].name", "a meter is called \"\(group.name)\" too", "give the group another name")
            ])
        }
        for meter in meters { failures.add(moneyMistakes(meter, in: configuration)) }
        let waiting = Set(blanks.map(\.name))
        let groups = configuration.groups.filter { group in
            !(group.supply + group.sales).contains { member in
                if case .register(let name) = member.source { waiting.contains(name.meter) } else { false }
            }
        }
        let plan = BalancePlan(groups: groups, registers: registers)
        // Where one waits the others' keys would be off, and what is missing may be what waits. Where a card is wrong that is told, and not
        // what follows from it.
        if groups.count == configuration.groups.count, meters.count + blanks.count == configuration.meters.count {
            failures.add(plan.mistakes().map { configuration.mistake($0.key, $0.problem, $0.advice) })
        }
        return plan.books
    }

    /// What is wrong with the money of a meter whose card is known.
    private static func moneyMistakes(_ meter: PreparedMeter, in configuration: AgentConfiguration) -> [AgentError] {
        guard let money = meter.setting.money, let register = money.register else { return [] }
        let names = meter.face.card.registers.map(\.name)
        guard !names.contains(register) else { return [] }
        return [
            configuration.mistake(
                money.key + ".register", "\(meter.face.card.meter) has no register \"\(register)\"",
                "use one of " + names.joined(separator: ", "))
        ]
    }

    /// The service that makes sense of readings.
    func insightService() -> InsightService {
        let zone = LocalTime.system
        var parts = InsightDesk.Parts(
            registers: meters.flatMap { meter in
                meter.face.card.registers.map { register in
                    RegisterInsight(meter.face.card, register, meter.setting.warnings, journal: journal)
                }
            }, journal: journal, clock: clock, clockWatch: clockWatch, board: board, logger: logger)
        parts.zone = zone
        parts.books = books
        parts.money = meters.compactMap { meter in
            let card = meter.face.card
            guard let setting = meter.setting.money, let tariff = tariffs.first(where: { $0.name == setting.tariff }),
                let register = card.registers.first(where: { $0.name == setting.register ?? $0.name })
            else { return nil }
            let history = ReadingHistory(meter: card.meter, register: register, journal: journal)
            return MoneyWatch(
                card.meter, register.name, MoneyDesk(history: history, tariff: tariff, setting: setting, zone: zone))
        }
        let (gates, status) = (gates, status)
        parts.onUrgent = { for gate in gates.values { gate.call() } }
        parts.onNews = { status.noteNews() }
        return InsightService(desk: InsightDesk(parts), journal: journal)
    }
}
