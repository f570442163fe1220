// Slots under clocks that leap, creep, go back and are not set.

import Capture
import Metering
import Testing

@Suite("The slot clock")
struct SlotClockTests {
    @Test("misses and doubles no slot in a hundred thousand days of zones, steps and boots")
    func manyDays() throws {
        let first = UInt64.random(in: 0 ... .max >> 1)
        var total = ClockSimulation.Tally()
        var seed = first
        while total.days < 100_000 {
            var simulation = try ClockSimulation(seed: seed)
            simulation.run()
            if let problem = simulation.problems.first {
                Issue.record("seed \(seed): \(simulation.summary): \(problem)")
                return
            }
            total.add(simulation.tally)
            seed += 1
        }
        print("slots from seed \(first): \(total)")
        #expect(total.steps > 1000 && total.boots > 1000 && total.repeated > 0 && total.byUptime > 0 && total.passed > 0)
    }
}

extension ClockSimulation.Tally {
    /// Adds another board's counts.
    mutating func add(_ other: ClockSimulation.Tally) {
        days += other.days
        slots += other.slots
        steps += other.steps
        boots += other.boots
        starts += other.starts
        passed += other.passed
        repeated += other.repeated
        byUptime += other.byUptime
        looks += other.looks
    }
}
