// What readings mean, as figures for Prometheus.

import Metering
import Recognition

extension InsightBoard {
    /// Writes everything that is known.
    func write(to text: inout MetricsText) {
        let registers = registers
        text.family(
            "meterclip_warning", .gauge, help: "1 for each warning about a register's use that is not over.",
            registers.flatMap { name, known in
                known.open.map {
                    (
                        "", name.labels + [("kind", $0.kind.rawValue), ("severity", $0.severity.rawValue)], 1
                    )
                }
            })
        text.family(
            "meterclip_usage_forecast", .gauge,
            help:
                "The usage that is expected of the next hour, day and thirty days, and the bounds that hold it four times in five.",
            registers.flatMap { name, known in
                known.forecasts.flatMap { forecast in
                    [("low", forecast.low), ("expected", forecast.usage), ("high", forecast.high)].map { bound, value in
                        ("", name.labels + [("span", forecast.span.rawValue), ("bound", bound)], value)
                    }
                }
            })
        writeMoney(registers, to: &text)
        writeBalances(to: &text)
        writeSystems(to: &text)
    }

    private func writeMoney(_ registers: [(name: RegisterName, known: Register)], to text: inout MetricsText) {
        let accounts = registers.compactMap { name, known in known.account.map { (name, $0) } }
        func family(_ name: String, _ help: String, _ value: (MoneyAccount) -> Double?) {
            text.family(
                name, .gauge, help: help,
                accounts.compactMap { register, account in
                    value(account).map { ("", register.labels + [("currency", account.soFar.currency)], $0) }
                })
        }
        family("meterclip_cost_month", "What this month's use has cost so far.") { Double($0.soFar.total.text) }
        family("meterclip_cost_expected", "What the bill is expected to be.") { Double($0.expected.total.text) }
        family("meterclip_prepaid_balance", "What is left of what was paid in.") {
            $0.prepaid.flatMap { Double($0.balance.text) }
        }
        text.family(
            "meterclip_prepaid_left_seconds", .gauge, unit: "seconds", help: "How long what was paid in lasts.",
            accounts.compactMap { register, account in
                account.prepaid?.daysLeft.map { ("", register.labels, Double($0) * 86_400) }
            })
    }

    private func writeBalances(to text: inout MetricsText) {
        let groups = groups.compactMap { group in
            group.days.last.map { (group, $0.shown(beyond: group.limit) ?? $0.day) }
        }
        func family(_ name: String, _ help: String, _ value: (InsightBoard.Group, BalanceInterval) -> Double?) {
            text.family(
                name, .gauge, unit: name.hasSuffix("_ratio") ? "ratio" : nil, help: help,
                groups.compactMap { group, shown in value(group, shown).map { ("", [("group", group.name)], $0) } })
        }
        family("meterclip_balance_difference_ratio", "Supply less sales of a group, as a share of the supply.") {
            $1.share
        }
        family("meterclip_balance_uncertainty_ratio", "By how much that share may be off.") { $1.shareUncertainty }
        family("meterclip_balance_warning", "1 where a group's difference is beyond its limit for sure.") { group, _ in
            group.open == nil ? 0 : 1
        }
    }

    private func writeSystems(to text: inout MetricsText) {
        let systems = systems
        text.family(
            "meterclip_system", .gauge, help: "What was found of a system's last day, in its own unit.",
            systems.flatMap { system in
                guard let last = system.findings.last else { return [] as [(String, MetricsText.Labels, Double)] }
                return SystemFinding.keys(of: system.kind).compactMap { key in
                    let value: Double? =
                        switch last.values[key] {
                        case .amount(let index): Double(index.text)
                        case .number(let number): number
                        default: nil
                        }
                    return value.map { ("", [("system", system.name), ("value", key.rawValue)], $0) }
                }
            })
        text.family(
            "meterclip_system_warning", .gauge, help: "1 where a system is not as it should be.",
            systems.map { ("", [("system", $0.name)], $0.open == nil ? 0 : 1) })
    }
}

extension RegisterName {
    /// As figures name it.
    fileprivate var labels: MetricsText.Labels { [("meter", meter), ("register", register)] }
}
