// Times as they are asked for and shown.

import Metering
import Testing

@testable import Console

@Suite struct MomentTests {
    @Test(arguments: [
        ("2026-11-23T10:05:00Z", "2026-11-23T10:05:00Z"), ("2026-11-23t10:05:00.25z", "2026-11-23T10:05:00.250Z"),
        ("2026-11-23T10:05:00+01:00", "2026-11-23T09:05:00Z"), ("2026-11-23T10:05:00-23:59", "2026-11-24T10:04:00Z"),
        ("2026-11-23T10:05:00+23:59", "2026-11-22T10:06:00Z"), ("0000-01-01T00:00:00+20:00", "0002-01-01T00:00:00Z"),
        ("9999-12-31T23:59:60Z", "9998-01-01T00:00:00Z"),
    ]) func everyTimeByTheLetterIsOne(text: String, expected: String) { #expect(Moment.parse(text)?.text == expected) }

    @Test(arguments: [
        "", "now", "2026-11-23", "1700000000", "2026-11-23T10:05:00", "2026-02-30T00:00:00Z",
        "2026-11-23T10:05:00+24:00", "2026-11-23T10:05:00+1:00", "2026-11-23T25:00:00+23:00",
    ]) func nothingElseIs(text: String) { #expect(Moment.parse(text) == nil) }

    @Test func itIsShownAsTheClockOnTheWallHadIt() {
        let at = Timestamp("2026-11-23T23:30:05.999Z")!
        #expect(Moment.local(at, offset: 3_600) == "2026-11-24 00:30:05")
        #expect(Moment.local(at, offset: -34_200) == "2026-11-23 14:00:05")
    }
}
