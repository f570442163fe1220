// What is told about pulses.

import Recognition
import Testing

@testable import Metering

@Suite struct PulseEventTests {
    private func finding(moved: Int64, counted: Int64) -> PulseFinding {
        PulseFinding(
            weight: Index(units: 1, decimals: 2), moved: Index(units: moved, decimals: 3), counted: counted,
            from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 86_400_000), limit: 26)
    }

    @Test func aDisagreementNamesDirectionSizeSpanAndCause() {
        #expect(
            PulseEvent.disagreement(finding(moved: 40_000, counted: 3996)).text
                == "about 4.0 pulses (0.040) are missing since 1970-01-01T00:00:00Z: 3996 counted, the register moved by 4000 of "
                + "0.01; pulses are lost: the contact may be weak or the debounce time too long")
        let known: [(Int64, Int64, String)] = [
            (40_000, 4005, "are too many since"), (40_000, 4005, "may bounce"), (40_000, 0, "look at the wire"),
            (40_000, 8000, "the weight may be 0.005, or every pulse is counted twice"),
            (40_000, 2000, "the weight may be 0.02, or every other pulse is lost"),
            (40_000, 400, "the weight may be 0.1"),
        ]
        for (moved, counted, words) in known {
            let text = PulseEvent.disagreement(finding(moved: moved, counted: counted)).text
            #expect(text.contains(words), "\(text)")
        }
    }

    @Test func theEndSaysWhy() {
        let finding = finding(moved: 40_000, counted: 3996)
        #expect(PulseEvent.over(finding, .agreed(pulses: 7800)).text.contains("for 7800 pulses"))
        #expect(PulseEvent.over(finding, .exchanged).text.contains("exchange"))
        #expect(PulseEvent.over(finding, .withdrawn).text.contains("withdrawn"))
    }

    @Test func thePayloadCarriesTheFigures() {
        let event = PulseEvent.disagreement(finding(moved: 40_000, counted: 8000))
        let payload = event.payload(of: "cellar", register: "main", at: Timestamp(milliseconds: 86_400_000))
        for part in [
            #"{"meter":"cellar","register":"main","event":"pulse-disagreement","state":"disagreement""#,
            #""direction":"surplus","from":"1970-01-01T00:00:00Z","to":"1970-01-02T00:00:00Z","moved":"40.000","counted":8000"#,
            #""weight":"0.01","difference":"40.000","likely_weight":"0.005"}"#,
        ] {
            #expect(payload.contains(part), "\(payload)")
        }
        #expect(PulseEvent.over(event.finding, .exchanged).state == .over)
    }
}
