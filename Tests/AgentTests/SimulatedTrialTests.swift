// Faults through the whole path: what cannot be read is refused and says why, and what can be read is not refused. A small share
// of what `Scripts/gate` does.

import Capture
import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct SimulatedTrialTests {
    private static let trials: [SimulatedTrial] = SimulatedFace.allCases.map {
        try! SimulatedTrial($0, seed: 21, units: 123_456)
    }

    private func shot(_ fault: SimulatedFault?, _ trial: SimulatedTrial, _ scene: SimulatedScene, seed: UInt64)
        -> [UInt8]
    {
        let ticks = trial.meter.ticks(at: 0) + 3
        return fault?.shot(of: trial.meter, ticks: ticks, scene: scene, seed: seed).jpeg
            ?? trial.meter.shot(ticks: ticks, scene: scene, noiseSeed: seed).jpeg
    }

    @Test(
        arguments: [
            SimulatedFault.covered, .removed, .otherKind, .black, .overexposed, .truncated, .halfFrame, .frozen,
        ])
    func whatLeavesNothingToReadIsRefusedWithItsReason(fault: SimulatedFault) throws {
        let trial = try trial(for: fault)
        let jpeg = shot(fault, trial, .clean, seed: 1)
        let reading = try #require(trial.readings(fault == .frozen ? [jpeg, jpeg] : [jpeg]).last)
        #expect(reading.index == nil && reading.dials.isEmpty, "\(trial.meter): \(reading)")
        #expect(reading.reasons.contains { fault.expectedReasons.contains($0) }, "\(trial.meter): \(reading.reasons)")
    }

    @Test(arguments: SimulatedFault.allCases)
    func noFaultMakesAWrongIndex(fault: SimulatedFault) throws {
        let trial = try trial(for: fault)
        let shown = trial.meter.index(ofTicks: trial.meter.ticks(at: 0) + 3)
        for reading in trial.readings([shot(fault, trial, .clean, seed: 5)]) {
            guard let index = reading.index else { continue }
            #expect(abs(index.units - shown.units) <= 1, "\(trial.meter): \(reading)")
        }
    }

    /// One of the faces in turn: drawing takes long.
    private func trial(for fault: SimulatedFault) throws -> SimulatedTrial {
        let number = try #require(SimulatedFault.allCases.firstIndex(of: fault))
        return SimulatedTrialTests.trials[number % SimulatedTrialTests.trials.count]
    }

    @Test func aFrameOfABadInstallationIsNotRefused() {
        for trial in SimulatedTrialTests.trials {
            let scenes = [SimulatedScene.hard, .random(seed: 1, severity: 1)]
            for (number, scene) in scenes.enumerated() {
                let reading = trial.readings([shot(nil, trial, scene, seed: UInt64(number))])[0]
                #expect(!reading.dials.isEmpty, "\(trial.meter), scene \(number): \(reading)")
            }
        }
    }

    @Test func dialsUnderAReflectionAreNotReadAndSayWhy() {
        let trial = SimulatedTrialTests.trials[0]
        let glare = (1...4).map { trial.readings([shot(.glareOnDials, trial, .clean, seed: $0)])[0] }
        #expect(glare.contains { $0.reasons.contains(.glare) })
    }

    @Test func aFileMayBeReadTwiceWhereNobodyWatches() {
        let trial = SimulatedTrialTests.trials[0]
        let jpeg = shot(nil, trial, .clean, seed: 1)
        var reader = MeterReader(face: trial.face)
        let readings = (0..<2).map { reader.read(jpeg, at: Timestamp(milliseconds: 60_000 * $0), time: .given)[0] }
        #expect(readings.allSatisfy { !$0.reasons.contains(.frozen) })
    }
}
