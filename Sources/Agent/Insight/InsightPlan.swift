// What of the configuration is about the meaning of readings, held against the meters' cards: groups whose books are balanced, and
// registers that are paid for. The mistakes that show only then are told with where they stand.

import Metering

/// Groups and money of a configuration whose cards are known.
struct InsightPlan {
    /// The groups as they are reckoned.
    let books: [BalanceBook]
    /// What is wrong.
    private(set) var mistakes: [AgentError] = []

    /// Holds a configuration against its meters; `cards` are those whose card is known, and `blanks` the names of those that wait for one: a
    /// group with such a meter waits as well.
    init(
        _ configuration: AgentConfiguration, cards: [(setting: AgentConfiguration.Meter, card: MeterCard)],
        blanks: [String]
    ) {
        let names = Set(cards.map(\.card.meter) + blanks)
        let registers = cards.flatMap { Self.registers(of: $0.card) }
        let groups = configuration.groups.filter { group in
            !(group.supply + group.sales).contains { member in
                if case .register(let name) = member.source { blanks.contains(name.meter) } else { false }
            }
        }
        let plan = BalancePlan(groups: groups, registers: registers)
        books = plan.books
        for (number, group) in configuration.groups.enumerated() where names.contains(group.name) {
            mistakes.append(
                configuration.mistake(
                    "balance[\(number)].name", "a meter is called \"\(group.name)\" too", "give the group another name")
            )
        }
        for (setting, card) in cards { mistakes += Self.mistakes(setting.money, of: card, in: configuration) }
        // Where one waits the others' places would be off, and what is missing may be what waits. Where a card is wrong that is told, and
        // not what follows from it.
        guard groups.count == configuration.groups.count, cards.count + blanks.count == configuration.meters.count
        else {
            return
        }
        mistakes += plan.mistakes().map { configuration.mistake($0.key, $0.problem, $0.advice) }
    }

    private static func registers(of card: MeterCard) -> [KnownRegister] {
        card.registers.map { register in
            KnownRegister(
                RegisterName(card.meter, register.name), medium: card.medium, unit: card.unit,
                decimals: register.decimals, capacity: register.capacity)
        }
    }

    private static func mistakes(
        _ money: MoneySetting?, of card: MeterCard, in configuration: AgentConfiguration
    ) -> [AgentError] {
        guard let money, let register = money.register else { return [] }
        let names = card.registers.map(\.name)
        guard !names.contains(register) else { return [] }
        return [
            configuration.mistake(
                money.key + ".register", "\(card.meter) has no register \"\(register)\"",
                "use one of " + names.joined(separator: ", "))
        ]
    }
}
