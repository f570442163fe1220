// Ways to forecast, weighed by what they erred, and intervals from what was erred.

import Testing

@testable import Metering

@Suite struct ForecastScoreTests {
    @Test func theIntervalHoldsTheShareOfPastErrors() {
        var score = ForecastScore(ways: 1, kept: 100, part: 0.1, share: 0.8)
        for place in 0..<100 { score.learn(100 + Double(place), of: [100], level: 100) }
        let bounds = score.interval(100, level: 100)
        #expect(bounds.low == 100 && abs(bounds.high - 179) < 1e-9)
    }

    @Test func whoErredLeastCountsMost() {
        var score = ForecastScore(ways: 2, kept: 10, part: 0.1, share: 0.8)
        for _ in 0..<5 { score.learn(10, of: [10, 30], level: 10) }
        #expect(abs(score.blend([7, 1_000]) - 7) < 0.01)
    }

    @Test func theFirstUseAfterMonthsIsSoonForgotten() {
        var score = ForecastScore(ways: 2, kept: 10, part: 0.1, share: 0.8)
        score.learn(10_000, of: [0, 0], level: 0)
        for _ in 0..<60 { score.learn(10, of: [10, 30], level: 10) }
        #expect(abs(score.blend([7, 1_000]) - 7) < 0.1)
        let bounds = score.interval(7, level: 0)
        #expect(bounds.low >= 0 && bounds.high < 100)
    }

    @Test func whatWasToldIsWhatIsHeldAgainstWhatCame() {
        var score = ForecastScore(ways: 2, kept: 10, part: 0.1, share: 1)
        for _ in 0..<5 { score.learn(10, of: [10, 30], told: 16, level: 10) }
        let bounds = score.interval(20, level: 10)
        #expect(abs(bounds.low - 14) < 1e-9 && bounds.high == 20)
    }
}
