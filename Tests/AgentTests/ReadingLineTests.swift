// The lines of the daemon.

import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct ReadingLineTests {
    private func line(index: Index?, _ quality: Quality, _ reasons: [Reason], seq: Int64 = 12_345) -> String {
        let reading = Reading(
            meter: "simulated-electricity", register: "main", index: index, unit: "kWh",
            capturedAt: Timestamp(milliseconds: 1_795_304_062_943), timeQuality: .synchronised, confidence: 0.9991,
            quality: quality, reasons: reasons, dials: [])
        return ReadingLine.text(reading, seq: seq, sinks: ["outbox"])
    }

    @Test func aReadingHasAllThatMattersInColumns() {
        #expect(
            line(index: Index(units: 379_526, decimals: 1), .accepted, [])
                == "2026-11-21T23:34:22Z simulated-electricity     37952.6 kWh  99.9% 4 accepted  #12345 → outbox")
        #expect(
            line(index: nil, .rejectedWithProbability, [.contradictsHistory])
                == "2026-11-21T23:34:22Z simulated-electricity        withheld 2 contradicts-history  #12345 → outbox")
    }

    @Test(arguments: Reason.allCases)
    func anOrdinaryLineFits100Columns(reason: Reason) {
        for reasons in [[], [reason]] {
            #expect(line(index: nil, .rejectedWithProbability, reasons, seq: 9_999_999).count <= 100)
        }
        // The two reasons with which an index is still published.
        guard reason == .noAnchor || reason == .dialUnreadable else { return }
        #expect(line(index: Index(units: 379_526, decimals: 1), .suspicious, [reason]).count <= 100)
    }

    @Test func manyReasonsAreCounted() {
        #expect(
            line(index: nil, .rejectedWithProbability, [.dialDisagrees, .ambiguous, .noAnchor])
                .contains("2 dial-disagrees +2  #"))
    }
}
