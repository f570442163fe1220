// What is published and what is withheld.

import Recognition
import Testing

@testable import Metering

@Suite struct VerdictTests {
    private func decision(_ units: Int64?, _ findings: [Finding]) -> Decision {
        Decision(
            index: units.map { Index(units: $0, decimals: 1) }, runnerUp: nil, confidence: 0.999, findings: findings)
    }

    @Test func aPlainDecisionIsAccepted() {
        let verdict = Verdict(decision(1005, []))
        #expect(verdict.index == Index(units: 1005, decimals: 1))
        #expect(verdict.quality == .accepted)
    }

    @Test func aDecisionWithoutHistoryIsSuspicious() {
        let verdict = Verdict(decision(1005, [.noAnchor]))
        #expect(verdict.index != nil)
        #expect(verdict.quality == .suspicious)
        #expect(verdict.reasons == [.noAnchor])
    }

    @Test(arguments: [Finding.ambiguous, .contradictsHistory])
    func doubtIsWithheld(finding: Finding) {
        let verdict = Verdict(decision(1005, [finding]))
        #expect(verdict.index == nil)
        #expect(verdict.quality == .rejectedWithProbability)
    }

    @Test func aDialThatHistoryOverrulesIsSuspicious() {
        let verdict = Verdict(decision(1005, [.dialDisagrees(2)]))
        #expect(verdict.index == Index(units: 1005, decimals: 1))
        #expect(verdict.quality == .suspicious)
    }

    @Test(arguments: [Finding.noAnchor, .noLimit])
    func aDialThatDisagreesIsWithheldWhereHistoryIsWeak(finding: Finding) {
        #expect(Verdict(decision(1005, [finding, .dialDisagrees(2)])).index == nil)
    }

    @Test func eachReasonIsGivenOnce() {
        let verdict = Verdict(decision(1005, [.dialUnreadable(0), .dialUnreadable(1)]))
        #expect(verdict.reasons == [.dialUnreadable])
    }

    @Test func whatHidesADialIsToldAndPublishedAsSuspicious() {
        let verdict = Verdict(decision(1005, [.dialUnreadable(0)]), causes: [.glare, .glare])
        #expect(verdict.index != nil && verdict.quality == .suspicious)
        #expect(verdict.reasons == [.glare, .dialUnreadable])
    }

    @Test(arguments: [Reason.notThisMeter, .moved, .frozen, .overexposed, .truncatedJPEG])
    func whatSpeaksAgainstTheWholeFrameIsNeverPublished(reason: Reason) {
        #expect(Verdict(decision(1005, []), causes: [reason]).index == nil)
    }

    @Test func everyFaultThatAGateFindsHasAReasonOfItsOwn() {
        #expect(Set(QualityFault.allCases.map { Reason($0).rawValue }).count == QualityFault.allCases.count)
    }
}
