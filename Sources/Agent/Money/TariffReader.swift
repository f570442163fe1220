// Reads a tariff from its table in a TOML file: every key, then the tariff as a whole, with all mistakes at once. Amounts are texts in
// quotes: the numbers of TOML are binary, and money is not.

import Metering
import Recognition

/// The tariff of a `[tariff]` table.
enum TariffReader {
    /// The tariff, right if no mistake was added.
    static func read(_ table: TableReader) -> Tariff {
        let place: MoneyRounding.Place? = table.choice("round", default: .line)
        let half: Half? = table.choice("half", default: .up)
        let start = table.has("starts") ? date("starts", table) : nil
        var tariff = Tariff(
            name: table.string("name", default: ""), currency: table.string("currency"),
            rounding: MoneyRounding(place ?? .line, half == .even ? .halfEven : .halfUp),
            cycle: BillingCycle(
                start: start ?? BillingCycle.monthly.start, months: table.integer("months", in: 1...12, default: 1)),
            versions: table.tables("version").map(version))
        if table.has("decimals") { tariff.decimals = table.integer("decimals", in: 0...4) }
        tariff.holidays = holidays(table)
        table.finish()
        for mistake in tariff.mistakes() {
            table.mistakes.add(table.key(mistake.key), mistake.problem, mistake.advice)
        }
        return tariff
    }

    private enum Half: String, CaseIterable {
        case up, even
    }

    private static func version(_ table: TableReader) -> TariffVersion {
        var version = TariffVersion(
            from: table.has("from") ? date("from", table) : nil,
            until: table.has("until") ? date("until", table) : nil, charges: table.tables("charge").map(charge))
        version.standing = table.tables("standing").map { standing in
            defer { standing.finish() }
            return StandingCharge(
                name: standing.string("name"), group: standing.string("group", default: StandingCharge.standing),
                price: amount("price", standing), per: standing.choice("per", default: .month) ?? .month)
        }
        version.package = table.table("package").map { package in
            defer { package.finish() }
            return TariffPackage(
                name: package.string("name"), included: amount("included", package),
                per: package.choice("per", default: .month) ?? .month, covers: package.texts("covers"))
        }
        version.taxes = table.tables("tax").map { tax in
            defer { tax.finish() }
            return TariffTax(name: tax.string("name"), percent: amount("percent", tax), on: tax.texts("on"))
        }
        table.finish()
        return version
    }

    private static func charge(_ table: TableReader) -> TariffCharge {
        var steps = table.tables("steps").map { step in
            defer { step.finish() }
            return TariffStep(
                upTo: amountIfAny("upTo", step), price: amount("price", step))
        }
        if !table.has("steps") { steps = [TariffStep(price: amount("price", table))] }
        let times = times(table)
        defer { table.finish() }
        return TariffCharge(
            name: table.string("name"), group: table.string("group", default: TariffCharge.energy), times: times,
            steps: steps, per: table.choice("per", default: .month) ?? .month)
    }

    /// Days that are none of the week's.
    static func holidays(_ table: TableReader) -> [TariffHoliday] {
        table.texts("holidays").compactMap { text in
            parsed(
                TariffHoliday(text), "holidays", table, "\"\(text)\" is no date",
                "write \"12-25\" for every year, or \"2026-04-03\"")
        }
    }

    /// Times of the week.
    static func times(_ table: TableReader) -> [TariffTimes] {
        table.texts("times").compactMap { text in
            parsed(
                TariffTimes(text), "times", table, "\"\(text)\" is no time of the week",
                "write it like \"mon-fri 07:00-23:00\", \"sat,sun,holiday\" or \"22:00-06:00\"")
        }
    }

    static func date(_ name: String, _ table: TableReader) -> CivilDate? {
        let text = table.string(name)
        return parsed(
            CivilDate(text), name, table, "\"\(text)\" is no date", "write it like \"2026-02-28\", in quotes")
    }

    static func amount(_ name: String, _ table: TableReader) -> Index {
        let isThere = table.has(name)
        let text = table.string(name)
        guard isThere else { return Index(units: 0, decimals: 0) }
        return parsed(
            Index(text), name, table, "\"\(text)\" is no amount",
            "write 0 or more with a point before the decimals, in quotes, for example \"0.3120\"")
            ?? Index(units: 1, decimals: 0)
    }

    /// An amount that need not be there.
    static func amountIfAny(_ name: String, _ table: TableReader) -> Index? {
        table.text(name) == nil ? nil : amount(name, table)
    }

    private static func parsed<Value>(
        _ value: Value?, _ name: String, _ table: TableReader, _ problem: String, _ advice: String
    ) -> Value? {
        if value == nil { table.mistakes.add(table.key(name), problem, advice) }
        return value
    }
}
