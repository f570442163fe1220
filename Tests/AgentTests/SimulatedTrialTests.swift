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
    func whatLeavesNothingToReadIsRefusedWithItsReason(fault: SimulatedFault) {
        for trial in SimulatedTrialTests.trials {
            for seed in 1...2 as ClosedRange<UInt64> {
                let jpeg = shot(fault, trial, .clean, seed: seed)
                let readings = trial.readings(fault == .frozen ? [jpeg, jpeg] : [jpeg])
                guard let reading = readings.last else { continue }
                #expect(reading.index == nil && reading.dials.isEmpty, "\(fault) \(trial.meter): \(reading)")
                #expect(
                    reading.reasons.contains { fault.expectedReasons.contains($0) },
                    "\(fault) \(trial.meter): \(reading.reasons)")
            }
        }
    }

    @Test func noFaultMakesAWrongIndex() {
        for fault in SimulatedFault.allCases {
            for trial in SimulatedTrialTests.trials {
                let shown = trial.meter.index(ofTicks: trial.meter.ticks(at: 0) + 3)
                for reading in trial.readings([shot(fault, trial, .clean, seed: 5)]) {
                    guard let index = reading.index else { continue }
                    #expect(abs(index.units - shown.units) <= 1, "\(fault) \(trial.meter): \(reading)")
                }
            }
        }
    }

    @Test func aFrameOfABadInstallationIsNotRefused() {
        for trial in SimulatedTrialTests.trials {
            let scenes = [SimulatedScene.clean, .hard] + (1...3).map { .random(seed: $0, severity: 1) }
            for (number, scene) in scenes.enumerated() {
                let reading = trial.readings([shot(nil, trial, scene, seed: UInt64(number))])[0]
                #expect(!reading.dials.isEmpty, "\(trial.meter), scene \(number): \(reading)")
            }
        }
    }

    @Test func dialsUnderAReflectionAreNotReadAndSayWhy() {
        let glare = SimulatedTrialTests.trials.flatMap { trial in
            (1...3).map { trial.readings([shot(.glareOnDials, trial, .clean, seed: $0)])[0] }
        }
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
