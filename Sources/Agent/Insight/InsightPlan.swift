// What of the configuration is about the meaning of readings, held against the meters' cards: groups whose books are balanced, systems, and
// registers that are paid for. The mistakes that show only then are told with where they stand.

import Metering
import Recognition

/// Groups, systems and money of a configuration whose cards are known.
struct InsightPlan {
    /// The watches over groups and systems; none has seen anything.
    private(set) var watches: [any SystemWatch] = []
    /// What is wrong.
    private(set) var mistakes: [AgentError] = []
    private let plan: BalancePlan
    private let imports: [ImportedFile]

    /// Holds a configuration against its meters; `cards` are those whose card is known, and `blanks` the names of those that wait for one:
    /// what such a meter is part of waits as well.
    init(
        _ configuration: AgentConfiguration, cards: [(setting: AgentConfiguration.Meter, card: MeterCard)],
        blanks: [String]
    ) {
        let registers = cards.flatMap { Self.registers(of: $0.card) } + configuration.imports.map(\.register)
        func waits(_ member: BalanceMember, _ depth: Int = Metering.Limits.balanceDepth) -> Bool {
            switch member.source {
            case .register(let name): return blanks.contains(name.meter)
            case .group(let name):
                guard depth > 0, let group = configuration.groups.first(where: { $0.name == name }) else {
                    return false
                }
                return (group.supply + group.sales).contains { waits($0, depth - 1) }
            }
        }
        let groups = configuration.groups.filter { !($0.supply + $0.sales).contains { waits($0) } }
        let systems = configuration.systems.filter { !$0.members.contains { waits($0) } }
        plan = BalancePlan(groups: groups, registers: registers)
        imports = configuration.imports
        watches = plan.books.map { BalanceWatch($0, patience: patience($0.registers)) }
        mistakes = Self.nameMistakes(configuration, Set(cards.map(\.card.meter) + blanks))
        for (setting, card) in cards { mistakes += Self.mistakes(setting.money, of: card, in: configuration) }
        // Where a card is wrong that is told, and not what follows from it.
        let isWhole = cards.count + blanks.count == configuration.meters.count
        var found: [CardMistake] = []
        for system in systems {
            let mistakes = mistakes(of: system)
            if mistakes.isEmpty, let watch = watch(system) { watches.append(watch) }
            found += mistakes
        }
        guard isWhole else { return }
        // Where one waits the others' places would be off, and what is missing may be what waits.
        if groups.count == configuration.groups.count { found += plan.mistakes() }
        mistakes += found.map { configuration.mistake($0.key, $0.problem, $0.advice) }
    }

    /// The watch over a system without mistakes.
    private func watch(_ system: SystemSetting) -> (any SystemWatch)? {
        let name = system.name
        switch system.rule {
        case .ratio(let numerator, let denominator, let low, let high):
            guard let over = plan.sum(of: numerator), let under = plan.sum(of: denominator) else { return nil }
            let unit = system.unit ?? "\(known(numerator)?.unit ?? "")/\(known(denominator)?.unit ?? "")"
            let ratio = RatioMeter(name: name, unit: unit, numerator: over, denominator: under, low: low, high: high)
            return RatioWatch(ratio, patience: patience(ratio.terms.map(\.register)))
        case .shift(let members, let shift, let limit):
            guard let sum = plan.sum(of: members) else { return nil }
            return ShiftWatch(
                name, sum, unit: system.unit ?? known(members)?.unit ?? "", shift: shift, limit: limit,
                patience: patience(sum.terms.map(\.register)))
        case .machine(let register, let idleFrom, let loadFrom, let service):
            return plan.registers[register].map {
                MachineWatch(name, of: $0, idleFrom: idleFrom, loadFrom: loadFrom, service: service)
            }
        case .limits(let register, let band): return plan.registers[register].map { LimitWatch(name, of: $0, band) }
        }
    }

    private func mistakes(of system: SystemSetting) -> [CardMistake] {
        func mistakes(_ members: [BalanceMember], _ side: String, _ unit: String? = nil) -> [CardMistake] {
            let first = known(members)
            return plan.mistakes(
                in: members, medium: first?.medium ?? .water, unit: unit ?? first?.unit ?? "",
                "\(system.key).\(side)")
        }
        switch system.rule {
        case .ratio(let numerator, let denominator, let low, let high):
            let meter = RatioMeter(
                name: system.name, unit: "", numerator: MeterSum([]), denominator: MeterSum([]), low: low, high: high)
            return mistakes(numerator, "numerator") + mistakes(denominator, "denominator")
                + meter.mistakes(system.key)
        case .shift(let members, _, _): return mistakes(members, "member", system.unit)
        case .machine(let register, _, _, _), .limits(let register, _):
            guard plan.registers[register] == nil else { return [] }
            return [
                CardMistake(
                    system.key + ".meter",
                    "there is no register \"\(register.register)\" of a meter \"\(register.meter)\"",
                    "name one that has a card here")
            ]
        }
    }

    /// How long days wait for readings: longer for those that come in files.
    private func patience(_ registers: [RegisterName]) -> Int? {
        registers.contains(where: imports.has) ? Limits.importPatience : nil
    }

    /// What the first of members measures and in which unit, by which a sum goes where nobody has said it.
    private func known(_ members: [BalanceMember]) -> (medium: Medium, unit: String)? {
        members.lazy.compactMap { member in
            switch member.source {
            case .register(let name): plan.registers[name].map { ($0.medium, $0.unit) }
            case .group(let name): plan.groups.first { $0.name == name }.map { ($0.medium, $0.unit) }
            }
        }.first
    }

    /// What has the name of another: groups, systems and meters are filed under theirs.
    private static func nameMistakes(_ configuration: AgentConfiguration, _ meters: Set<String>) -> [AgentError] {
        var names = Set(configuration.groups.map(\.name)).union(meters)
        let groups = configuration.groups.enumerated().filter { meters.contains($1.name) }.map { number, group in
            configuration.mistake(
                "balance[\(number)].name", "a meter is called \"\(group.name)\" too", "give the group another name")
        }
        let systems = configuration.systems.filter { !names.insert($0.name).inserted }.map { system in
            configuration.mistake(
                system.key + ".name", "a meter, a group or another system is called \"\(system.name)\" too",
                "give the system another name")
        }
        let imports = configuration.imports.filter { meters.contains($0.register.name.meter) }.map { file in
            configuration.mistake(
                file.key + ".meter", "a meter here is called \"\(file.register.name.meter)\" too",
                "give what is imported another name")
        }
        var files: Set<RegisterName> = []
        let twice = configuration.imports.filter { !files.insert($0.register.name).inserted }.map { file in
            configuration.mistake(
                file.key + ".meter", "two files have readings of \(file.register.name.text)",
                "put them into one, or give the second another register")
        }
        return groups + systems + imports + twice
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
