// Where intervals begin and end by the calendar.

import Testing

@testable import Metering

@Suite struct UsageStepTests {
    @Test(arguments: [
        (UsageStep.minute, "2024-02-29T23:59:58Z", "2024-02-29T23:59:00Z", "2024-03-01T00:00:00Z"),
        (.hour, "2024-02-29T23:59:58Z", "2024-02-29T23:00:00Z", "2024-03-01T00:00:00Z"),
        (.day, "2024-02-29T23:59:58Z", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"),
        (.month, "2024-02-29T23:59:58Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"),
        (.month, "2023-12-31T12:00:00Z", "2023-12-01T00:00:00Z", "2024-01-01T00:00:00Z"),
        (.year, "2024-02-29T23:59:58Z", "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
        (.day, "1969-12-31T23:00:00Z", "1969-12-31T00:00:00Z", "1970-01-01T00:00:00Z"),
    ])
    func anIntervalHasTheCalendarsEnds(step: UsageStep, inside: String, start: String, end: String) throws {
        let local = try #require(Timestamp(inside)).milliseconds
        #expect(Timestamp(milliseconds: step.start(of: local)).text == start)
        #expect(Timestamp(milliseconds: step.end(of: local)).text == end)
        #expect(step.start(of: step.end(of: local)) == step.end(of: local))
    }

    @Test func longerStepsHoldShorterOnes() {
        #expect(UsageStep.allCases == UsageStep.allCases.sorted())
        for step in UsageStep.allCases where step != .year { #expect(step.frame > step) }
    }
}
