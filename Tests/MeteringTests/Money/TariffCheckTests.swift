// What is wrong with a tariff is said in plain words, all of it at once.

import Recognition
import Testing

@testable import Metering

@Suite struct TariffCheckTests {
    private func mistakes(_ versions: String, head: String = "") throws -> [String] {
        let text = "[tariff]\nname = \"T\"\ncurrency = \"EUR\"\n" + head + "\n" + versions
        let tariff = try TariffText.tariff(BillText.read(text)["tariff"] ?? .table([:]))
        return tariff.mistakes().map { "\($0.key): \($0.problem)" }
    }

    private func version(_ rest: String = "charge = [{ name = \"E\", price = \"0.3\" }]", from: String = "2026-01-01")
        -> String
    {
        "[[tariff.version]]\nfrom = \"\(from)\"\n" + rest + "\n"
    }

    private let flat = "\ncharge = [{ name = \"E\", price = \"0.3\" }]"

    @Test func aRightTariffHasNoMistakes() throws {
        #expect(try mistakes(version() + version(from: "2026-02-01")) == [])
    }

    @Test func aTariffThatNeverHoldsIsNone() throws {
        #expect(try mistakes("") == ["version: the tariff never holds"])
        #expect(try mistakes("[[tariff.version]]" + flat) == ["version[0].from: nobody knows from when it holds"])
        #expect(
            try mistakes(version("until = \"2026-01-01\"" + flat)) == [
                "version[0].until: 2026-01-01 is not after 2026-01-01"
            ])
    }

    @Test func versionsThatOverlapOrLeaveAHoleAreNamedWithTheirDays() throws {
        #expect(
            try mistakes(version("until = \"2026-03-01\"" + flat) + version(from: "2026-02-15")) == [
                "version[1].from: two versions hold from 2026-02-15 to 2026-02-28"
            ])
        #expect(
            try mistakes(version("until = \"2026-02-01\"" + flat) + version(from: "2026-02-15")) == [
                "version[1].from: no version holds from 2026-02-01 to 2026-02-14"
            ])
        #expect(
            try mistakes(version() + version()) == [
                "version[1].from: 2026-01-01 is not after 2026-01-01, from which the version before it holds"
            ])
    }

    @Test func noPriceIsNegative() throws {
        let text = """
            standing = [{ name = "B", price = "-9.90" }]
            charge = [{ name = "E", price = "-0.3" }]
            tax = [{ name = "V", percent = "-19", on = ["heat"] }]
            package = { name = "P", included = "0", covers = ["gas"] }
            """
        #expect(
            try mistakes(version(text)) == [
                "version[0].charge[0].steps[0].price: the price -0.3 is negative",
                "version[0].standing[0].price: the price -9.90 is negative",
                "version[0].package.covers: nothing belongs to \"gas\"", "version[0].package.included: 0 is no volume",
                "version[0].tax[0].percent: -19 % is no tax", "version[0].tax[0].on: nothing belongs to \"heat\"",
            ])
    }

    @Test(arguments: [
        (
            "{ upTo = \"20\", price = \"1\" }, { upTo = \"10\", price = \"2\" }, { price = \"3\" }",
            "steps[1].upTo: 10 is not above 20"
        ),
        ("{ upTo = \"20\", price = \"1\" }", "steps[0].upTo: there is no price above 20"),
        ("{ upTo = \"0\", price = \"1\" }, { price = \"1\" }", "steps[0].upTo: 0 is not above 0"),
        ("{ price = \"1\" }, { price = \"2\" }", "steps[0].upTo: the step has no end, and there is another after it"),
        ("", "price: the charge has no price"),
    ])
    func stepsRiseAndTheLastIsOpen(steps: String, expected: String) throws {
        #expect(
            try mistakes(version("charge = [{ name = \"E\", steps = [\(steps)] }]")) == [
                "version[0].charge[0].\(expected)"
            ])
    }

    @Test(arguments: [
        ("06:00-23:00", "22:00-06:00", "\"A\" and \"B\" of energy both hold from mon 22:00 on"),
        ("07:00-22:00", "22:00-06:00", "no charge of energy holds from mon 06:00 on"),
        ("mon-sat", "sun", "no charge of energy holds from holiday 00:00 on"),
        ("mon-fri,holiday", "sun", "no charge of energy holds from sat 00:00 on"),
    ])
    func theWeekIsCoveredOnce(first: String, second: String, expected: String) throws {
        let charges = """
            charge = [{ name = "A", price = "1", times = ["\(first)"] }, { name = "B", price = "2", times = ["\(second)"] }]
            """
        #expect(
            try mistakes(version(charges), head: "holidays = [\"12-25\"]") == ["version[0].charge: \(expected)"])
    }

    @Test func twoChargesForTheRestAreOneTooMany() throws {
        let charges = "charge = [{ name = \"A\", price = \"1\" }, { name = \"A\", price = \"2\" }]"
        #expect(
            try mistakes(version(charges)) == [
                "version[0].charge[1].name: two charges of energy are named \"A\"",
                "version[0].charge: \"A\" and \"A\" of energy hold at the same times",
            ])
    }

    @Test func billsBeginOnADayThatEveryMonthHas() throws {
        #expect(
            try mistakes(version(), head: "starts = \"2026-01-31\"\nmonths = 13") == [
                "cycle: bills cannot begin on day 31 every 13 months"
            ])
    }
}
