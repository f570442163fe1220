// A tariff from the form in which it is written in files.

import Recognition

@testable import Metering

/// Reads tariffs.
enum TariffText {
    static func tariff(_ table: BillText) throws -> Tariff {
        let place = table["round"]?.text.flatMap { MoneyRounding.Place(rawValue: $0) }
        let mode = table["half"]?.text.flatMap { MoneyRounding.Mode(rawValue: "half-" + $0) }
        let start = table["starts"]?.text.flatMap { CivilDate($0) }
        return Tariff(
            name: table["name"]?.text ?? "", currency: table["currency"]?.text ?? "",
            rounding: MoneyRounding(place ?? .line, mode ?? .halfUp),
            cycle: BillingCycle(start: start ?? CivilDate(day: 0), months: table["months"]?.number ?? 1),
            holidays: try table["holidays"]?.list.map { try needed($0.text.flatMap { TariffHoliday($0) }, "holidays") }
                ?? [], versions: try table["version"]?.list.map(version) ?? [])
    }

    private static func version(_ table: BillText) throws -> TariffVersion {
        var version = TariffVersion(
            from: table["from"]?.text.flatMap { CivilDate($0) }, until: table["until"]?.text.flatMap { CivilDate($0) },
            charges: try table["charge"]?.list.map(charge) ?? [])
        version.standing =
            try table["standing"]?.list.map { standing in
                StandingCharge(
                    name: standing["name"]?.text ?? "", group: standing["group"]?.text ?? "standing",
                    price: try amount(standing["price"]), per: try span(standing["per"], .month))
            } ?? []
        version.taxes =
            try table["tax"]?.list.map { tax in
                TariffTax(
                    name: tax["name"]?.text ?? "", percent: try amount(tax["percent"]),
                    on: tax["on"]?.list.compactMap(\.text) ?? [])
            } ?? []
        if let package = table["package"] {
            version.package = TariffPackage(
                name: package["name"]?.text ?? "", included: try amount(package["included"]),
                per: try span(package["per"], .month), covers: package["covers"]?.list.compactMap(\.text) ?? [])
        }
        return version
    }

    private static func charge(_ table: BillText) throws -> TariffCharge {
        let steps = try table["steps"]?.list.map { step in
            TariffStep(upTo: try step["upTo"].map { try amount($0) }, price: try amount(step["price"]))
        }
        return TariffCharge(
            name: table["name"]?.text ?? "", group: table["group"]?.text ?? TariffCharge.energy,
            times: try table["times"]?.list.map { try needed($0.text.flatMap { TariffTimes($0) }, "times") } ?? [],
            steps: try steps ?? [TariffStep(price: amount(table["price"]))], per: try span(table["per"], .month))
    }

    private static func span(_ value: BillText?, _ usual: TariffSpan) throws -> TariffSpan {
        guard let value else { return usual }
        return try needed(value.text.flatMap { TariffSpan(rawValue: $0) }, "per")
    }

    private static func amount(_ value: BillText?) throws -> Index {
        try needed(value?.text.flatMap { BillCase.amount($0) }, "amount")
    }

    private static func needed<Value>(_ value: Value?, _ what: String) throws -> Value {
        guard let value else { throw BillCase.Fault(what: what) }
        return value
    }
}
