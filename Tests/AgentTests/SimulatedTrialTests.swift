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

    private func shot(
        _ fault: SimulatedFault?, _ trial: SimulatedTrial, _ scene: SimulatedScene = .clean, seed: UInt64
    ) -> [UInt8] {
        let ticks = trial.meter.ticks(at: 0) + 3
        return fault?.shot(of: trial.meter, ticks: ticks, scene: scene, seed: seed).jpeg
            ?? trial.meter.shot(ticks: ticks, scene: scene, noiseSeed: seed).jpeg
    }

    /// Every fault on one face each.
    @Test func whatLeavesNothingToReadIsRefusedWithItsReason() {
        for (number, fault) in SimulatedFault.allCases.filter(\.leavesNothing).enumerated() {
            let trial = SimulatedTrialTests.trials[number % SimulatedTrialTests.trials.count]
            let jpeg = shot(fault, trial, seed: 1)
            guard let reading = trial.readings(fault == .frozen ? [jpeg, jpeg] : [jpeg]).last else { continue }
            #expect(reading.index == nil, "\(fault) \(trial.meter): \(reading)")
            #expect(
                reading.reasons.contains { fault.expectedReasons.contains($0) },
                "\(fault) \(trial.meter): \(reading.reasons)")
        }
    }

    @Test(arguments: [SimulatedFault.wet, .dirty, .glareStripe])
    func whatHidesDialsMakesNoWrongIndex(fault: SimulatedFault) {
        for trial in SimulatedTrialTests.trials.dropFirst() {
            let shown = trial.meter.index(ofTicks: trial.meter.ticks(at: 0) + 3)
            guard let index = trial.readings([shot(fault, trial, seed: 5)])[0].index else { continue }
            #expect(abs(index.units - shown.units) <= 1, "\(fault) \(trial.meter): \(index)")
        }
    }

    @Test func aFrameOfABadInstallationIsNotRefused() {
        for (number, trial) in SimulatedTrialTests.trials.enumerated() {
            let scene: SimulatedScene = number == 0 ? .hard : .random(seed: UInt64(number), severity: 1)
            let reading = trial.readings([shot(nil, trial, scene, seed: 3)])[0]
            #expect(!reading.dials.isEmpty, "\(trial.meter): \(reading)")
        }
    }

    @Test func dialsUnderAReflectionSayWhyTheyAreNotRead() {
        let trial = SimulatedTrialTests.trials[1]
        let readings = (1...3).map { trial.readings([shot(.glareOnDials, trial, seed: $0)])[0] }
        #expect(readings.contains { $0.reasons.contains(.glare) })
    }

    @Test func aFileMayBeReadTwiceWhereNobodyWatches() {
        let trial = SimulatedTrialTests.trials[2]
        let jpeg = shot(nil, trial, seed: 1)
        var reader = MeterReader(face: trial.face)
        let readings = (0..<2).map { reader.read(jpeg, at: Timestamp(milliseconds: 60_000 * $0), time: .given)[0] }
        #expect(readings.allSatisfy { !$0.reasons.contains(.frozen) })
    }
}
