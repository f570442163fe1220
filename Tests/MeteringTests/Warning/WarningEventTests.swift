// What is said of a warning: how soon to look, the figures, and the readings that it rests on.

import Recognition
import Testing

@testable import Metering

@Suite struct WarningEventTests {
    private let warning = Warning(
        .leak, first: .init(index: Index("12.345")!, at: Timestamp("2026-03-01T10:00:00Z")!),
        last: .init(index: Index("12.389")!, at: Timestamp("2026-03-02T08:00:00Z")!), found: 0.002, usual: nil,
        unit: "m³")

    @Test func itSaysWhatToLookForInWords() {
        #expect(
            warning.text
                == "for 22 hours it has flowed without a pause, at least 0.002 m³/h: look for a leak or something left on"
        )
    }

    @Test func thePayloadNamesItsEvidence() {
        let text = WarningEvent.began(warning).payload(of: "cellar", register: "main", at: warning.last.at)
        #expect(text.contains(#""kind":"leak","severity":"warning","state":"due""#))
        #expect(text.contains(#"{"captured_at":"2026-03-01T10:00:00Z","index":"12.345"}"#))
        #expect(text.contains(#"{"captured_at":"2026-03-02T08:00:00Z","index":"12.389"}"#))
    }

    @Test func theEndIsToldWithItsReason() {
        let event = WarningEvent.over(warning, at: Timestamp("2026-03-03T10:00:00Z")!, .usual)
        #expect(event.text == "leak has become usual after 2 days, and is no longer told")
        #expect(event.payload(of: "a", register: "b", at: warning.last.at).contains(#""state":"over","end":"usual""#))
    }

    @Test(arguments: WarningKind.allCases) func everyKindIsSaidInWords(kind: WarningKind) {
        var odd = warning
        (odd.kind, odd.found, odd.usual) = (kind, .infinity, .nan)
        #expect(!odd.text.isEmpty)
    }

    @Test func numbersHaveThreeDigits() {
        #expect([0.00234567, 12.34, 1234.5, 0, 0.5].map(Warning.number) == ["0.00235", "12.3", "1235", "0", "0.5"])
    }
}
