// Dates as people write them.

import Testing

@testable import Metering

@Suite struct CivilDateTests {
    @Test func aDateComesBackAsItWasWritten() {
        for text in ["1970-01-01", "1969-12-31", "2024-02-29", "2026-12-31"] { #expect(CivilDate(text)?.text == text) }
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-01T00:00", ""])
    func whatIsNoDateIsNone(text: String) { #expect(CivilDate(text) == nil) }

    @Test func weekdaysAreThoseOfTheCalendar() {
        #expect(CivilDate("2026-03-01").map { TariffDay($0) } == .sun)
        #expect(CivilDate("1969-12-31").map { TariffDay($0) } == .wed)
    }
}
