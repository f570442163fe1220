// The simulated household.
// It draws what it was told to, when people do, and never more than its maximum.

import Capture
import Testing

@Suite("The flow of a household")
struct FlowProfileTests {
    @Test("never runs backwards and never beyond its maximum", arguments: SimulatedFace.allCases)
    func bounds(face: SimulatedFace) {
        for seed: UInt64 in 1...3 {
            let flow = FlowProfile(typicalFor: face, seed: seed)
            var before = flow.volume(at: 0)
            #expect(before == 0)
            for minute in 1...2 * 1440 {
                let now = flow.volume(at: Double(minute) * 60)
                #expect(now >= before + flow.basePerHour / 60 * 0.999, "\(face) \(seed) minute \(minute)")
                #expect(now - before <= flow.maximumPerHour / 60 * 1.000_001, "\(face) \(seed) minute \(minute)")
                before = now
            }
        }
    }

    @Test("draws about what was asked for in a day, and not the same every day")
    func days() {
        let flow = FlowProfile(dailyVolume: 0.4, basePerHour: 0.001, maximumPerHour: 2.5, seed: 5)
        let days = (0..<20).map { flow.volume(at: Double($0 + 1) * 86_400) - flow.volume(at: Double($0) * 86_400) }
        #expect(abs(days.reduce(0, +) / 20 - 0.4) < 0.05)
        #expect(Set(days).count == 20)
    }

    @Test("is quiet at night and busy in the morning and the evening")
    func habits() {
        for seed: UInt64 in 1...5 {
            let flow = FlowProfile(typicalFor: .water, seed: seed)
            func mean(from: Double, to: Double) -> Double {
                (0..<10).reduce(0) { sum, day in
                    let midnight = Double(day) * 86_400
                    return sum + flow.volume(at: midnight + to * 3600) - flow.volume(at: midnight + from * 3600)
                } / (10 * (to - from))
            }
            let night = mean(from: 0, to: 5)
            #expect(mean(from: 6, to: 9) > 3 * night)
            #expect(mean(from: 17, to: 22) > 3 * night)
        }
    }
}
