// Periods as they are written on the command line, by the clock on the wall.

import Metering
import Testing

@testable import Agent

@Suite struct ReportPeriodTests {
    private let zone = LocalTime.fixed(secondsEast: 7_200)

    private func text(_ period: Range<Timestamp>) -> [String] { [period.lowerBound.text, period.upperBound.text] }

    @Test func yearsMonthsAndDaysAreNamed() throws {
        #expect(text(try ReportPeriod.named("2026", zone)) == ["2025-12-31T22:00:00Z", "2026-12-31T22:00:00Z"])
        #expect(text(try ReportPeriod.named("2026-12", zone)) == ["2026-11-30T22:00:00Z", "2026-12-31T22:00:00Z"])
        #expect(text(try ReportPeriod.named("2024-02-29", zone)) == ["2024-02-28T22:00:00Z", "2024-02-29T22:00:00Z"])
    }

    @Test func anyTwoDaysOrInstantsMakeOne() throws {
        let period = try ReportPeriod.between("2026-10-01", "2026-10-03T10:00:00Z", zone)
        #expect(text(period) == ["2026-09-30T22:00:00Z", "2026-10-03T10:00:00Z"])
    }

    @Test(arguments: ["", "26", "2026-13", "2026-02-30", "yesterday", "2026-1"])
    func whatIsNoneIsRefused(_ written: String) {
        #expect(throws: AgentError.self) { try ReportPeriod.named(written, zone) }
        #expect(throws: AgentError.self) { try ReportPeriod.between(written, "2026-10-01", zone) }
    }

    @Test func itEndsAfterItBegins() {
        #expect(throws: AgentError.self) { try ReportPeriod.between("2026-10-03", "2026-10-03", zone) }
    }

    @Test func itsIntervalsAreAsLongAsSuitsIt() throws {
        #expect(ReportQuestion.step(for: try ReportPeriod.named("2026-10-31", zone)) == .hour)
        #expect(ReportQuestion.step(for: try ReportPeriod.named("2026-10", zone)) == .day)
        #expect(ReportQuestion.step(for: try ReportPeriod.named("2026", zone)) == .month)
    }
}
