// When a simulated meter's card was made: some time ago, always in reach, and the same after a restart.

import Capture
import Metering
import Testing

@testable import Agent

@Suite struct SimulatedSetupTests {
    private func setup(secondsIn: Int64, acceleration: Double) throws -> RegisterCard.Start? {
        let wall = Timestamp(milliseconds: SimulatedSetup.beginning.milliseconds + secondsIn * 1000)
        let clock = AgentClock(wall: { wall }, sinceBoot: { 0 }, isSynchronised: { true }, bootID: "b")
        let (face, _, _) = try SimulatedSetup.make(
            .water, seed: 1, acceleration: acceleration, name: "cellar", clock: clock)
        #expect(face.card.meter == "cellar")
        return face.card.registers[0].start
    }

    @Test func theStartIsNotTheTruthOfTheMoment() throws {
        let start = try #require(try setup(secondsIn: 28_000_000, acceleration: 60))
        #expect(start.at.milliseconds < SimulatedSetup.beginning.milliseconds + 27_900_000 * 1000)
        // A restart a minute later finds the same card.
        #expect(try setup(secondsIn: 28_000_060, acceleration: 60) == start)
    }

    @Test(arguments: [0.5, 1, 60, 600, 100_000])
    func aVisitIsOneToTwoPeriodsAgo(acceleration: Double) {
        let period = 8_640_000 / acceleration
        for seconds in [3 * period, 3.5 * period, 1000.9 * period] {
            let ago = seconds - SimulatedSetup.lastVisit(before: seconds, acceleration: acceleration)
            #expect(ago > 0.99 * period && ago < 2.01 * period)
        }
        #expect(SimulatedSetup.lastVisit(before: period / 2, acceleration: acceleration) == 0)
        #expect(SimulatedSetup.lastVisit(before: period, acceleration: 0) == 0)
    }
}
