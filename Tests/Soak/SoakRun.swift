// One meter through its whole course, exactly as a live one: the same reader, frame after frame, with the history that
// builds up on the way.

import Agent
import Capture
import Metering
import Recognition

/// Reads one meter over its course.
struct SoakRun {
    var face: SimulatedFace
    var seed: UInt64
    var frames: Int
    /// What the card tells of the mechanism.
    var knowledge = CardKnowledge.places
    /// Whether the mechanism is any that is built, or a good one.
    var play = true
    /// 0 is a camera well mounted in good light, 1 a bad installation.
    var severity = 1.0
    /// Whether one frame in ten has a fault.
    var hasFaults = false

    /// Reads all frames; `keeper` is given each.
    func run(keeper: inout SoakKeeper?) throws(AgentError) -> SoakTally {
        let made = SoakMeter(face, seed: seed, frames: frames, severity: severity, play: play)
        var camera = SoakCamera(made, seed: seed, hasFaults: hasFaults)
        var reader = try SimulatedReader(made.meter, knowing: knowledge)
        let judge = SoakJudge(made.meter)
        let clock = ContinuousClock()
        var tally = SoakTally()
        for number in 0..<frames {
            let begin = clock.now
            let frame = camera.next()
            let rendered = clock.now
            let reading = reader.read(frame.jpeg, at: frame.seconds)
            tally.rendering += (rendered - begin) / .seconds(1)
            tally.reading += (clock.now - rendered) / .seconds(1)
            let judgement = judge.judge(reading.index, truth: frame.truth, isReadable: frame.isReadable)
            tally.count(judgement, reading)
            keeper?.keep(judgement, number: number, frame: frame, reading: reading)
        }
        keeper?.finish()
        return tally
    }
}
