// The meter behind one seed: its mechanism, what it counted before, and the course of its camera. Every second meter comes
// to a carry through many wheels on its course, since those are where readers fail.

import Capture
import Recognition

/// Makes meters by seed.
struct SoakMeter {
    let meter: SimulatedMeter
    let course: SimulatedCourse

    /// - Parameters:
    ///   - frames: how many photographs will be taken, so that something happens on the way.
    ///   - severity: 0 is a camera well mounted in good light, 1 a bad installation.
    init(_ face: SimulatedFace, seed: UInt64, frames: Int, severity: Double, play: Bool) {
        let number = SimulatedFace.allCases.firstIndex(of: face) ?? 0
        var random = SplitMix64(seed: seed &* 31 &+ UInt64(number))
        let course = SimulatedCourse(seed: random.next(), severity: severity)
        let flow = FlowProfile(typicalFor: face, seed: seed)
        let blank = SimulatedMeter(face: face, seed: seed, start: Index(units: 0, decimals: 0))
        var perUnit = 1.0
        for _ in 0..<blank.decimals { perUnit *= 10 }
        let use = max(1, flow.volume(at: Double(frames) * course.interval * 1.1) * perUnit)
        let start = SoakMeter.start(capacity: blank.capacity, use: use, random: &random)
        meter = SimulatedMeter(
            face: face, seed: seed, start: Index(units: start, decimals: blank.decimals), startFraction: random.unit(),
            flow: flow, play: play ? .varied(seed: seed) : .usual)
        self.course = course
    }

    /// What the meter has counted: anything; for every second one so much that a high wheel comes round on the way. Half
    /// of them are young and begin with zeros.
    static func start(capacity: Int64, use: Double, random: inout SplitMix64) -> Int64 {
        var carry: Int64 = 10
        while Double(carry) < 3 * use, carry < capacity { carry *= 10 }
        let turns = max(1, capacity / carry)
        let share = random.unit()
        // An index as likely of three digits above the carry as of two.
        let turn = random.unit() < 0.5 ? Int64(share * Double(turns)) : Int64(share * share * share * Double(turns))
        let rest =
            random.unit() < 0.5
            ? Double(carry) - use * random.uniform(0.1, 0.9) : random.uniform(0, Double(carry) * 0.999)
        return (turn * carry + Int64(max(0, rest))) % capacity
    }
}
