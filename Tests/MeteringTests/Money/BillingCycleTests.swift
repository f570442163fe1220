// Where the months and periods of bills begin.

import Testing

@testable import Metering

@Suite struct BillingCycleTests {
    private func told(_ span: Range<CivilDate>) -> String { span.lowerBound.text + " " + span.upperBound.text }

    @Test(arguments: [
        ("2026-01-15", 1, "2026-03-14", "2026-02-15 2026-03-15"),
        ("2026-01-15", 1, "2026-03-15", "2026-03-15 2026-04-15"),
        ("2026-01-15", 1, "2025-12-20", "2025-12-15 2026-01-15"),
        ("2026-02-01", 3, "2026-12-31", "2026-11-01 2027-02-01"),
        ("2026-02-01", 3, "2026-01-31", "2025-11-01 2026-02-01"),
        ("1970-01-01", 1, "2024-02-29", "2024-02-01 2024-03-01"),
        ("1970-01-01", 12, "2024-02-29", "2024-01-01 2025-01-01"),
    ])
    func aPeriodHoldsItsDates(start: String, months: Int, date: String, expected: String) throws {
        let cycle = BillingCycle(start: try #require(CivilDate(start)), months: months)
        #expect(told(cycle.period(of: try #require(CivilDate(date)))) == expected)
    }
}
