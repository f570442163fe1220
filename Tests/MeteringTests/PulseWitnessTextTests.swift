// A pulse witness that is stored and taken up again.

import Recognition
import Testing

@testable import Metering

@Suite struct PulseWitnessTextTests {
    private func place(_ seed: UInt64) -> PulseSimulation {
        PulseSimulation(
            weight: Index(units: 1, decimals: 2), decimals: 3, daily: 60, hourlyMax: 16, latency: 0.5, seed: seed)
    }

    @Test func everythingComesBack() {
        for seed: UInt64 in 1...5 {
            var place = place(seed)
            var witness = PulseWitness(place.output)
            #expect(PulseWitness(place.output, resuming: witness.text) == witness)
            for day in 0..<12 {
                if day == 6 { place.fault = .lost(200) }
                _ = witness.watch(&place, quarters: 96)
                #expect(PulseWitness(place.output, resuming: witness.text) == witness, "seed \(seed) day \(day)")
                #expect(witness.text.utf8.count < 2048)
            }
            #expect(witness.open != nil)
        }
    }

    @Test func anotherOutputDoesNotTakeItUp() throws {
        var place = place(1)
        var witness = PulseWitness(place.output)
        _ = witness.watch(&place, quarters: 96)
        for weight in [Index(units: 2, decimals: 2), Index(units: 10, decimals: 3)] {
            let other = try #require(
                PulseOutput(weight: weight, readingError: Index(units: 1, decimals: 3), hourlyMax: 16, latency: 0.5))
            #expect(PulseWitness(other, resuming: witness.text) == nil)
        }
    }

    @Test func damagedTextIsRefusedOrHarmless() {
        var place = place(2)
        var witness = PulseWitness(place.output)
        _ = witness.watch(&place, quarters: 2000)
        place.fault = .lost(100)
        _ = witness.watch(&place, quarters: 200)
        let bytes = Array(witness.text.utf8)
        let seed = UInt64.random(in: 0 ... .max >> 1)
        var chance = PulseSimulation.Chance(seed: seed)
        var refused = 0
        for _ in 0..<3000 {
            var damaged = bytes
            for _ in 0...Int(chance.unit() * 3) {
                let place = Int(chance.unit() * Double(damaged.count))
                switch Int(chance.unit() * 4) {
                case 0: damaged[place] = UInt8(chance.unit() * 128)
                case 1: damaged.remove(at: place)
                case 2: damaged.insert(UInt8(0x30 + chance.unit() * 10), at: place)
                default: damaged.removeLast(min(damaged.count - 1, Int(chance.unit() * 40)))
                }
            }
            guard var taken = PulseWitness(place.output, resuming: String(decoding: damaged, as: UTF8.self)) else {
                refused += 1
                continue
            }
            var copy = place
            _ = taken.watch(&copy, quarters: 3)
            _ = (taken.text, taken.open.map { PulseEvent.disagreement($0).text })
        }
        #expect(refused > 300, "seed \(seed)")
        for text in ["", "pulses", "pulses 1", "last 1 2 3 \"x\"", String(repeating: "span ", count: 1_000_000)] {
            #expect(PulseWitness(place.output, resuming: text) == nil)
        }
    }
}
