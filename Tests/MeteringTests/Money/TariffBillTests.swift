// Bills while they run: so far, as they are expected, and where nobody knows the price.

import Recognition
import Testing

@testable import Metering

@Suite struct TariffBillTests {
    private let zone = Berlin.time

    private func tariff(_ version: String, head: String = "") throws -> Tariff {
        let text = "[tariff]\ncurrency = \"EUR\"\n" + head + "\n[[tariff.version]]\nfrom = \"2026-01-01\"\n" + version
        return try TariffText.tariff(BillText.read(text)["tariff"] ?? .table([:]))
    }

    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func used(_ from: String, _ to: String, _ amount: String?) -> UsageInterval {
        UsageInterval(
            from: Berlin.at(from), to: Berlin.at(to), first: nil, last: nil, usage: amount.flatMap { Index($0) },
            state: .whole)
    }

    @Test func todayIsPaidInTheStepThatTheMonthHasReached() throws {
        let tariff = try tariff(
            "charge = [{ name = \"E\", steps = [{ upTo = \"10\", price = \"1\" }, { price = \"2\" }] }]")
        let usage = [
            used("2026-05-01T00:00", "2026-05-04T00:00", "9"), used("2026-05-04T00:00", "2026-05-05T00:00", "3"),
        ]
        let bill = try tariff.bill(usage, from: date("2026-05-04"), to: date("2026-05-05"), zone: zone)
        #expect(bill.lines.map(\.quantity.text) == ["1", "2"] && bill.total.text == "5.00")
    }

    @Test func soFarTheMonthCostsItsDaysUpToToday() throws {
        let tariff = try tariff(
            "standing = [{ name = \"B\", price = \"31\", per = \"month\" }]\ncharge = [{ name = \"E\", price = \"0.5\" }]"
        )
        let usage = [used("2026-05-01T00:00", "2026-05-04T09:00", "7.2")]
        let bill = try tariff.monthSoFar(usage, now: Berlin.at("2026-05-04T09:00"), zone: zone)
        #expect(bill.lines.map(\.amount.text) == ["4.00", "3.60"] && bill.total.text == "7.60")
    }

    @Test func itIsExpectedToGoOnAsItWentAtEachPrice() throws {
        let tariff = try tariff(
            """
            standing = [{ name = "B", price = "3.00", per = "month" }]
            charge = [{ name = "D", price = "0.4", times = ["08:00-20:00"] }, { name = "N", price = "0.2" }]
            """)
        // Two of thirty days of April: by day 6.0, by night 1.2.
        var usage: [UsageInterval] = []
        for day in 1...2 {
            usage.append(used("2026-04-0\(day)T00:00", "2026-04-0\(day)T08:00", "0.8"))
            usage.append(used("2026-04-0\(day)T08:00", "2026-04-0\(day)T20:00", "6.0"))
            usage.append(used("2026-04-0\(day)T20:00", "2026-04-0\(day + 1)T00:00", "0.4"))
        }
        let bill = try tariff.expected(usage, now: Berlin.at("2026-04-03T00:00"), zone: zone)
        #expect(bill.lines.map(\.quantity.text) == ["30", "180.0", "36.0"])
        // 3.00 + 180 × 0.4 + 36 × 0.2
        #expect(bill.total.text == "82.20" && bill.isComplete)
    }

    @Test func nothingIsExpectedOfNothing() throws {
        let tariff = try tariff("charge = [{ name = \"E\", price = \"0.5\" }]")
        #expect(try tariff.expected([], now: Berlin.at("2026-04-03T00:00"), zone: zone).total.text == "0.00")
    }

    @Test func whatNobodyKnowsIsToldAndNotPaid() throws {
        let tariff = try tariff("charge = [{ name = \"E\", price = \"0.5\" }]")
        let gap = used("2026-04-02T00:00", "2026-04-03T00:00", nil)
        let bill = try tariff.bill(
            [used("2026-04-01T00:00", "2026-04-02T00:00", "2"), gap], from: date("2026-04-01"), to: date("2026-04-03"),
            zone: zone)
        #expect(bill.total.text == "1.00" && bill.unpriced == [gap] && !bill.isComplete)
    }

    @Test func usageAcrossTheEndsOfTheBillIsNotCut() throws {
        let tariff = try tariff("charge = [{ name = \"E\", price = \"0.5\" }]")
        let pieces = [
            used("2026-04-01T12:00", "2026-04-02T12:00", "2"), used("2026-04-02T12:00", "2026-04-03T12:00", "2"),
        ]
        let bill = try tariff.bill(pieces, from: date("2026-04-02"), to: date("2026-04-03"), zone: zone)
        #expect(bill.total.text == "0.00" && bill.unpriced == pieces)
    }

    @Test func withoutPricesThereIsNoBill() throws {
        let tariff = try tariff("charge = [{ name = \"E\", price = \"0.5\" }]")
        let early = try date("2025-12-31")
        #expect(throws: TariffError.noPrice(early)) {
            try tariff.bill([], from: early, to: date("2026-01-02"), zone: zone)
        }
    }

    @Test func aVersionNoLongerHoldsOnTheDayItEndsWith() throws {
        let tariff = try tariff("until = \"2026-05-01\"\ncharge = [{ name = \"E\", price = \"0.5\" }]")
        let (before, end) = try (date("2026-04-30"), date("2026-05-01"))
        #expect(try tariff.bill([], from: before, to: end, zone: zone).total.text == "0.00")
        #expect(throws: TariffError.noPrice(end)) { try tariff.bill([], from: before, to: end.adding(1), zone: zone) }
    }

    @Test func amountsThatCannotBeExactAreRefused() throws {
        let tariff = try tariff("charge = [{ name = \"E\", price = \"999999999.999999999\" }]")
        let usage = [used("2026-04-01T00:00", "2026-04-02T00:00", "999999999999999999")]
        #expect(throws: TariffError.tooLarge) {
            try tariff.bill(usage, from: date("2026-04-01"), to: date("2026-04-02"), zone: zone)
        }
    }

    @Test func bordersLieOnlyWhereAPriceChanges() throws {
        let tariff = try tariff(
            "charge = [{ name = \"D\", price = \"0.4\", times = [\"mon-fri 08:00-20:00\"] }, { name = \"N\", price = \"0.2\" }]"
        )
        // A Friday to a Monday.
        let borders = try tariff.borders(from: date("2026-05-08"), to: date("2026-05-12"), zone: zone)
        #expect(
            borders.map(\.text) == [
                "2026-05-07T22:00:00Z", "2026-05-08T06:00:00Z", "2026-05-08T18:00:00Z", "2026-05-11T06:00:00Z",
                "2026-05-11T18:00:00Z", "2026-05-11T22:00:00Z",
            ])
    }

    @Test(arguments: [("EUR", 2), ("CNY", 2), ("JPY", 0), ("KWD", 3)])
    func aCurrencyHasItsOwnSmallestCoin(currency: String, decimals: Int) {
        #expect(Tariff.decimals(of: currency) == decimals)
    }
}
