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

    /// Reads all frames; `keeper` is given each.
    func run(keeper: inout SoakKeeper?) throws(AgentError) -> SoakTally {
        let made = SoakMeter(face, seed: seed, frames: frames, severity: severity, play: play)
        var (course, tally) = (made.course, SoakTally())
        var reader = try SimulatedReader(made.meter, knowing: knowledge)
        let judge = SoakJudge(made.meter)
        let clock = ContinuousClock()
        for frame in 0..<frames {
            guard let moment = course.next() else { break }
            let begin = clock.now
            let shot = made.meter.shot(at: moment.seconds, scene: moment.scene)
            let rendered = clock.now
            let reading = reader.read(shot.jpeg, at: moment.seconds)
            tally.rendering += (rendered - begin) / .seconds(1)
            tally.reading += (clock.now - rendered) / .seconds(1)
            let judgement = judge.judge(reading.index, truth: shot.index, isReadable: moment.isReadable)
            tally.count(judgement, reading)
            keeper?.keep(judgement, frame: frame, shot: shot, reading: reading)
        }
        keeper?.finish()
        return tally
    }
}
