// Reads what the configuration says of money: `[[tariff]]`, and `[meter.money]`.

import Metering
import Recognition

extension AgentConfiguration {
    /// The tariffs, each with a name of its own.
    static func readTariffs(_ top: TableReader) -> [Tariff] {
        var names: Set<String> = []
        return top.tables("tariff").map { table in
            let tariff = TariffReader.read(table)
            if tariff.name.isEmpty {
                table.mistakes.add(table.key("name"), "the tariff has no name", "add name = \"…\": meters name it")
            } else if !names.insert(tariff.name).inserted {
                table.mistakes.add(
                    table.key("name"), "two tariffs are named \"\(tariff.name)\"", "give each its own name")
            }
            return tariff
        }
    }

    /// What a meter's use costs.
    static func readMoney(_ table: TableReader) -> MoneySetting {
        defer { table.finish() }
        var setting = MoneySetting(tariff: readText(table, "tariff"), key: table.path)
        setting.register = table.text("register")
        setting.remind = table.integers("remind", in: 0...365)
        setting.payments = table.tables("payment").compactMap { readPayment($0) }.sorted { $0.on < $1.on }
        if setting.payments.count > Limits.payments {
            table.mistakes.add(
                table.key("payment"), "there are \(setting.payments.count) payments",
                "keep at most \(Limits.payments): put those of years ago together, with what was left then")
        }
        if setting.remind != nil, setting.payments.isEmpty {
            table.mistakes.add(
                table.key("remind"), "nobody can be reminded of a balance that there is not",
                "add a [[meter.money.payment]], or take remind out")
        }
        return setting
    }

    private static func readPayment(_ table: TableReader) -> MoneySetting.Payment? {
        defer { table.finish() }
        let (on, amount) = (TariffReader.date("on", table), TariffReader.amount("amount", table))
        return on.map { MoneySetting.Payment(on: $0, amount: amount) }
    }

    /// The mistakes that show when tariffs and meters are looked at together.
    func moneyMistakes() -> [CardMistake] {
        meters.compactMap { meter in
            guard let money = meter.money, !money.tariff.isEmpty, !tariffs.contains(where: { $0.name == money.tariff })
            else { return nil }
            let names = tariffs.map(\.name)
            return CardMistake(
                money.key + ".tariff", "there is no tariff \"\(money.tariff)\"",
                NearWord.nearest(money.tariff, names).map { "did you mean \"\($0)\"?" }
                    ?? "add a [[tariff]] with this name")
        }
    }
}
