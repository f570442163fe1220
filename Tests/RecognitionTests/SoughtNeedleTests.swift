// Where a needle must stand for the digits that were typed.

import Testing

@testable import Recognition

@Suite struct SoughtNeedleTests {
    @Test func theDigitsBehindSayHowFarANeedleHasTurned() {
        let needle = SoughtNeedle(0, of: [9, 3, 2, 8])
        #expect(abs(needle.from - 9.328) < 1e-4 && abs(needle.to - 9.329) < 1e-4)
        #expect(SoughtNeedle(3, of: [9, 3, 2, 8]) == SoughtNeedle(from: 8, to: 9))
    }

    @Test func nothingIsKnownBehindADigitThatCouldNotBeRead() {
        let needle = SoughtNeedle(0, of: [9, 3, nil, 8])
        #expect(abs(needle.from - 9.3) < 1e-4 && abs(needle.to - 9.4) < 1e-4)
        #expect(!SoughtNeedle(2, of: [9, 3, nil, 8]).isKnown)
        #expect(SoughtNeedle(2, of: [9, 3, nil, 8]).distance(to: 4.7) == 0)
    }

    @Test func distancesGoTheShorterWayRound() {
        let needle = SoughtNeedle(1, of: [4, 9])
        #expect(needle.distance(to: 9.5) == 0)
        #expect(abs(needle.distance(to: 0.25) - 0.25) < 1e-4)
        #expect(abs(needle.distance(to: 8.75) - 0.25) < 1e-4)
        #expect(abs(SoughtNeedle(from: 0, to: 0.1).distance(to: 9.75) - 0.25) < 1e-4)
    }

    @Test func whatStandsBesideItSpeaksForItAsFarAsNeedlesAreMountedAskew() {
        let weights = SoughtNeedle(from: 0, to: 0.1).weights
        #expect(weights[0] == 1 && weights[97] == 1 && weights[3] == 1)
        #expect(weights[50] < 1e-4 && weights[10] < 0.01)
    }
}
