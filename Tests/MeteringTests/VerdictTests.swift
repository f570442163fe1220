// What is published and what is withheld.

import Recognition
import Testing

@testable import Metering

@Suite struct VerdictTests {
    private let anchor = Anchor(
        index: Index(units: 1000, decimals: 1), increaseMax: Index(units: 50, decimals: 1),
        jitter: Index(units: 3, decimals: 1))

    private func decision(_ units: Int64?, _ findings: [Finding]) -> Decision {
        Decision(
            index: units.map { Index(units: $0, decimals: 1) }, runnerUp: nil, confidence: 0.999, findings: findings)
    }

    @Test func aPlainDecisionIsAccepted() {
        let verdict = Verdict(decision(1005, []), anchor: anchor)
        #expect(verdict.index == Index(units: 1005, decimals: 1))
        #expect(verdict.quality == .accepted)
    }

    @Test func aDecisionWithoutHistoryIsSuspicious() {
        let verdict = Verdict(decision(1005, [.noAnchor]), anchor: nil)
        #expect(verdict.index != nil)
        #expect(verdict.quality == .suspicious)
        #expect(verdict.reasons == [.noAnchor])
    }

    @Test(arguments: [Finding.ambiguous, .dialDisagrees(2), .contradictsHistory])
    func doubtIsWithheld(finding: Finding) {
        let verdict = Verdict(decision(1005, [finding]), anchor: anchor)
        #expect(verdict.index == nil)
        #expect(verdict.quality == .rejectedWithProbability)
    }

    @Test func playOfTheGearsNeverMakesTheIndexFall() {
        #expect(Verdict(decision(998, []), anchor: anchor).index == Index(units: 1000, decimals: 1))
    }

    @Test func eachReasonIsGivenOnce() {
        let verdict = Verdict(decision(1005, [.dialUnreadable(0), .dialUnreadable(1)]), anchor: anchor)
        #expect(verdict.reasons == [.dialUnreadable])
    }
}
