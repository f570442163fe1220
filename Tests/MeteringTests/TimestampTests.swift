// Instants and their text.

import Testing

@testable import Metering

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2018-08-14T02:13:57Z", 1_534_212_837_000),
        ("2000-02-29T23:59:59Z", 951_868_799_000), ("2026-11-21T07:30:05.250Z", 1_795_246_205_250),
        ("2100-03-01T00:00:00Z", 4_107_542_400_000),
    ])
    func textAndInstantMatchBothWays(text: String, milliseconds: Int64) {
        #expect(Timestamp(text)?.milliseconds == milliseconds)
        #expect(Timestamp(milliseconds: milliseconds).text == text)
    }

    @Test func anOffsetIsTakenOff() {
        #expect(Timestamp("2018-08-14T04:13:57+02:00") == Timestamp("2018-08-14T02:13:57Z"))
        #expect(Timestamp("2018-08-13 21:43:57-04:30") == Timestamp("2018-08-14T02:13:57Z"))
    }

    @Test func plainSecondsAreTaken() {
        #expect(Timestamp("1534212837")?.text == "2018-08-14T02:13:57Z")
    }

    @Test(arguments: [
        "", "2018-02-31T00:00:00Z", "2018-08-14T02:13:57+99:00", "2018-13-01T00:00:00Z", "2018-08-14T24:00:00Z",
        "2018-08-14T02:13:57+02", "x018-08-14T02:13:57Z",
    ])
    func nonsenseIsRefused(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func everyDayOfFourCenturiesGoesRoundTrip() {
        for day in stride(from: -30_000, through: 120_000, by: 1) {
            let instant = Timestamp(milliseconds: Int64(day) * 86_400_000)
            guard Timestamp(instant.text) == instant else {
                Issue.record("day \(day) becomes \(instant.text)")
                return
            }
        }
    }
}
