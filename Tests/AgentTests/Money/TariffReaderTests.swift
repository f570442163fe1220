// Tariffs as they are written in configuration files.

import Glibc
import Metering
import Recognition
import TOMLKit
import Testing

@testable import Agent

@Suite struct TariffReaderTests {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/Fixtures/bills"

    /// The tariff of a text, and what is wrong with it.
    private func read(_ text: String) throws -> (tariff: Tariff, mistakes: [String]) {
        let mistakes = MistakeList()
        let top = TableReader(try TOMLTable(string: text), path: "", mistakes: mistakes)
        let tariff = TariffReader.read(try #require(top.table("tariff")))
        return (tariff, mistakes.mistakes.map { "\($0.key): \($0.problem)" })
    }

    @Test func everyKeyIsRead() throws {
        let text = """
            [tariff]
            name = "Gas"
            currency = "JPY"
            decimals = 1
            round = "bill"
            half = "even"
            starts = "2026-01-15"
            months = 3
            holidays = ["12-25", "2026-04-03"]
            [[tariff.version]]
            from = "2026-01-01"
            until = "2026-07-01"
            standing = [{ name = "Base", group = "base", price = "9.90", per = "period" }]
            package = { name = "Package", included = "50", per = "period", covers = ["energy"] }
            tax = [{ name = "VAT", percent = "19", on = ["energy", "base"] }]
            [[tariff.version.charge]]
            name = "Peak"
            price = "0.40"
            times = ["mon-fri 07:00-23:00"]
            [[tariff.version.charge]]
            name = "Else"
            per = "day"
            steps = [{ upTo = "10", price = "0.20" }, { price = "0.30" }]
            """
        let (tariff, mistakes) = try read(text)
        let energy = TariffCharge(
            name: "Peak", times: [try #require(TariffTimes("mon-fri 07:00-23:00"))],
            steps: [TariffStep(price: Index(units: 40, decimals: 2))])
        let rest = TariffCharge(
            name: "Else",
            steps: [
                TariffStep(upTo: Index(units: 10, decimals: 0), price: Index(units: 20, decimals: 2)),
                TariffStep(price: Index(units: 30, decimals: 2)),
            ], per: .day)
        let version = TariffVersion(
            from: CivilDate("2026-01-01"), until: CivilDate("2026-07-01"), charges: [energy, rest],
            standing: [
                StandingCharge(name: "Base", group: "base", price: Index(units: 990, decimals: 2), per: .period)
            ],
            package: TariffPackage(
                name: "Package", included: Index(units: 50, decimals: 0), per: .period, covers: ["energy"]),
            taxes: [TariffTax(name: "VAT", percent: Index(units: 19, decimals: 0), on: ["energy", "base"])])
        #expect(mistakes == [])
        #expect(
            tariff
                == Tariff(
                    name: "Gas", currency: "JPY", decimals: 1, rounding: MoneyRounding(.bill, .halfEven),
                    cycle: BillingCycle(start: try #require(CivilDate("2026-01-15")), months: 3),
                    holidays: ["12-25", "2026-04-03"].compactMap { TariffHoliday($0) }, versions: [version]))
    }

    @Test func whatIsWrittenWronglyIsSaidAllAtOnce() throws {
        let text = """
            [tariff]
            currency = "EUR"
            half = "down"
            holidays = ["25.12."]
            [[tariff.version]]
            from = "2026-02-30"
            standing = [{ name = "Base", price = "-9.90", per = "week" }]
            charge = [{ name = "E", price = "0,31", time = ["08:00-20:00"] }, { name = "F", times = ["always"] }]
            """
        #expect(
            Set(try read(text).mistakes) == [
                "tariff.half: unknown half \"down\"", "tariff.holidays: \"25.12.\" is no date",
                "tariff.version[0].from: \"2026-02-30\" is no date",
                "tariff.version[0].from: nobody knows from when it holds",
                "tariff.version[0].standing[0].price: \"-9.90\" is no amount",
                "tariff.version[0].standing[0].per: unknown per \"week\"",
                "tariff.version[0].charge[0].price: \"0,31\" is no amount",
                "tariff.version[0].charge[0].time: unknown key \"time\"",
                "tariff.version[0].charge[1].price: \"price\" is missing",
                "tariff.version[0].charge[1].times: \"always\" is no time of the week",
                "tariff.version[0].charge: \"E\" and \"F\" of energy hold at the same times",
            ])
    }

    @Test func theTariffsOfAllBillsAreRight() throws {
        let folder = try #require(opendir(Self.folder))
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasSuffix(".toml") else { continue }
            let (tariff, mistakes) = try read(TextFile.read(Self.folder + "/" + name))
            #expect(mistakes == [] && !tariff.versions.isEmpty, "\(name)")
            count += 1
        }
        #expect(count >= 40)
    }
}
