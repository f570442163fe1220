// The soak's judge: it calls wrong what is wrong.

import Capture
import Recognition
import Testing

@testable import Soak

@Suite struct SoakJudgeTests {
    private let gas = SoakJudge(
        SimulatedMeter(face: .gas, seed: 1, start: Index(units: 0, decimals: 3), play: .varied(seed: 1)))
    private let display = SoakJudge(SimulatedMeter(face: .heat, seed: 7, start: Index(units: 0, decimals: 1)))

    private func judge(
        _ judge: SoakJudge, _ published: Int64?, _ truth: Int64?, decimals: Int = 3, isReadable: Bool = true
    ) -> SoakJudge.Judgement {
        judge.judge(
            published.map { Index(units: $0, decimals: decimals) },
            truth: truth.map { Index(units: $0, decimals: decimals) },
            isReadable: isReadable)
    }

    @Test func oneUnitOfTheLastPlaceIsRightAndTwoAreWrong() {
        for published: Int64 in [1_234_566, 1_234_567, 1_234_568] {
            #expect(judge(gas, published, 1_234_567) == .published)
        }
        for published: Int64 in [1_234_565, 1_234_569, 1_234_667, 234_567] {
            #expect(judge(gas, published, 1_234_567) == .wrong)
        }
    }

    @Test func theRegisterGoesRound() {
        #expect(judge(gas, 0, 99_999_999) == .published)
        #expect(judge(gas, 99_999_999, 0) == .published)
        #expect(judge(gas, 99_999_998, 0) == .wrong)
    }

    @Test func anIndexThatTheRegisterCannotShowIsWrong() {
        #expect(judge(gas, 101_234_567, 1_234_567) == .wrong)
        #expect(judge(gas, -1, 0) == .wrong)
    }

    @Test func aDisplayIsReadExactlyOrWrong() {
        let decimals = 1
        #expect(judge(display, 54_321, 54_321, decimals: decimals) == .published)
        #expect(judge(display, 54_320, 54_321, decimals: decimals) == .wrong)
    }

    @Test func whatShowsNoRegisterMustBeWithheld() {
        #expect(judge(display, nil, nil) == .excused)
        #expect(judge(display, 54_321, nil) == .wrong)
    }

    @Test func anUnreadableFrameMayBeWithheldButNotPublishedWrong() {
        #expect(judge(gas, nil, 1_234_567, isReadable: false) == .excused)
        #expect(judge(gas, nil, 1_234_567) == .withheld)
        #expect(judge(gas, 1_234_567, 1_234_567, isReadable: false) == .published)
        #expect(judge(gas, 1_300_000, 1_234_567, isReadable: false) == .wrong)
    }
}
