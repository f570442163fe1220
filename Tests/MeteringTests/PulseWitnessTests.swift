// Pulses against the register over days and years.

import Recognition
import Testing

@testable import Metering

@Suite struct PulseWitnessTests {
    private static func decimal(_ units: Int64, _ decimals: Int) -> Index { Index(units: units, decimals: decimals) }

    /// Places of all kinds: a gas household, a gas boiler house, a water household, a block of flats, electricity with an index
    /// far coarser than its pulses, and a meter whose index is as coarse as its pulses.
    private static func place(_ kind: Int, seed: UInt64) -> PulseSimulation {
        switch kind {
        case 0: return PulseSimulation(weight: decimal(1, 2), decimals: 3, daily: 5.5, hourlyMax: 6, seed: seed)
        case 1:
            var boiler = PulseSimulation(
                weight: decimal(1, 2), decimals: 3, daily: 90, hourlyMax: 16, latency: 0.5, seed: seed)
            boiler.draws = (0.9, 0.6)
            return boiler
        case 2: return PulseSimulation(weight: decimal(1, 3), decimals: 4, daily: 0.4, hourlyMax: 2.5, seed: seed)
        case 3:
            return PulseSimulation(
                weight: decimal(1, 3), decimals: 4, daily: 5, hourlyMax: 2.5, latency: 0.2, seed: seed)
        case 4: return PulseSimulation(weight: decimal(1, 3), decimals: 1, daily: 11, hourlyMax: 10, seed: seed)
        default: return PulseSimulation(weight: decimal(1, 0), decimals: 0, daily: 300, hourlyMax: 60, seed: seed)
        }
    }

    @Test(arguments: 0..<6)
    func aYearWithoutFaultRaisesNoAlarm(kind: Int) {
        let first = UInt64.random(in: 0 ... .max >> 1)
        for seed in first..<first + 4 {
            var place = PulseWitnessTests.place(kind, seed: seed)
            var witness = PulseWitness(place.output)
            for month in 0..<12 {
                let events = witness.watch(&place, quarters: 365 * 8)
                #expect(events.isEmpty, "seed \(seed), month \(month): \(events.map(\.text))")
                if month % 4 == 1 { place.reboot() }
                if month % 4 == 2, let resumed = PulseWitness(place.output, resuming: witness.text) {
                    witness = resumed
                }
            }
            #expect(witness.open == nil && witness.pulsesAgreed > 0)
        }
        print("a year of place \(kind) from seed \(first)")
    }

    @Test func everyThousandthPulseIsFoundWithinADayOfSixThousand() {
        let first = UInt64.random(in: 0 ... .max >> 1)
        var longest = 0
        for seed in first..<first + 100 {
            for fault in [PulseSimulation.Fault.lost(1000), .doubled(1000)] {
                var place = PulseWitnessTests.place(1, seed: seed)
                var witness = PulseWitness(place.output)
                // A fortnight of agreement first, or none: the fault may also be there from the start.
                if seed % 2 == 0 { #expect(witness.watch(&place, quarters: 14 * 96).isEmpty, "seed \(seed)") }
                place.fault = fault
                let start = place.pulsesSoFar
                guard let (event, after) = witness.watch(&place, atMost: 10 * 96),
                    case .disagreement(let finding) = event
                else {
                    Issue.record("seed \(seed): nothing found")
                    continue
                }
                if case .lost = fault { #expect(finding.isMissing && finding.cause == .lost) }
                if case .doubled = fault { #expect(!finding.isMissing && finding.cause == .doubled) }
                #expect(finding.pulses > 1 && finding.pulses < 6, "seed \(seed)")
                #expect(place.pulsesSoFar - start <= place.output.pulsesUntilFound, "seed \(seed)")
                longest = max(longest, after)
            }
        }
        print("every thousandth pulse: found after \(Double(longest) / 4) h at the latest, seed \(first)")
        #expect(longest <= 96, "seed \(first)")
    }

    @Test(arguments: 0..<6)
    func withLessUseItTakesAsManyPulses(kind: Int) {
        let first = UInt64.random(in: 0 ... .max >> 1)
        var most: Int64 = 0
        for seed in first..<first + 10 {
            var place = PulseWitnessTests.place(kind, seed: seed)
            var witness = PulseWitness(place.output)
            _ = witness.watch(&place, quarters: 5 * 96)
            place.fault = .lost(1000)
            let start = place.pulsesSoFar
            guard witness.watch(&place, atMost: 400 * 96) != nil else {
                Issue.record("seed \(seed): nothing found")
                continue
            }
            most = max(most, place.pulsesSoFar - start)
        }
        let promised = PulseWitnessTests.place(kind, seed: 1).output.pulsesUntilFound
        print("place \(kind): found after \(most) pulses at the latest, promised \(promised), seed \(first)")
        #expect(most <= promised, "seed \(first)")
    }

    @Test func lossesByChanceAreFoundWithinTwiceThePulses() {
        let first = UInt64.random(in: 0 ... .max >> 1)
        var late = 0
        for seed in first..<first + 60 {
            var place = PulseWitnessTests.place(1, seed: seed)
            var witness = PulseWitness(place.output)
            _ = witness.watch(&place, quarters: 5 * 96)
            place.fault = .chance(0.001)
            let start = place.pulsesSoFar
            _ = witness.watch(&place, atMost: 60 * 96)
            if place.pulsesSoFar - start > 2 * place.output.pulsesUntilFound { late += 1 }
        }
        print("losses by chance: \(late) of 60 later than twice the pulses, seed \(first)")
        #expect(late <= 3, "seed \(first)")
    }

    @Test(arguments: [(10.0, "0.001"), (2, "0.005"), (0.5, "0.02"), (0.1, "0.1"), (2.5, "0.004"), (0.01, "1")])
    func aWrongWeightIsNamed(factor: Double, likely: String) {
        for seed: UInt64 in 1...10 {
            for days in [0, 20] {
                var place = PulseWitnessTests.place(1, seed: seed)
                var witness = PulseWitness(place.output)
                _ = witness.watch(&place, quarters: days * 96)
                place.fault = .factor(factor)
                guard let (event, after) = witness.watch(&place, atMost: 20 * 96),
                    case .disagreement(let finding) = event
                else {
                    Issue.record("seed \(seed): nothing found")
                    continue
                }
                // A hundredth of the pulses has to come a few times before it is a hundredth.
                #expect(after <= (factor < 0.05 ? 192 : 96), "seed \(seed)")
                guard factor >= 0.05 else { continue }
                #expect(finding.cause == .factor(factor), "seed \(seed), \(days) days: \(finding)")
                #expect(finding.likelyWeight?.text == likely, "seed \(seed)")
            }
        }
    }

    @Test func aDeadContactIsSilence() {
        for days in [0, 20] {
            var place = PulseWitnessTests.place(0, seed: 3)
            var witness = PulseWitness(place.output)
            _ = witness.watch(&place, quarters: days * 96)
            place.fault = .factor(0)
            let found = witness.watch(&place, atMost: 96)
            #expect(found?.event.finding.cause == .silence, "\(String(describing: found))")
            #expect(found?.event.text.contains("look at the wire") == true)
        }
    }

    @Test func aDisagreementIsToldOnceAndIsOverAfterLongAgreement() throws {
        var place = PulseWitnessTests.place(1, seed: 5)
        var witness = PulseWitness(place.output)
        place.fault = .lost(500)
        let events = witness.watch(&place, quarters: 60 * 96)
        #expect(events.count == 1 && witness.open != nil)
        place.fault = .none
        let (event, after) = try #require(witness.watch(&place, atMost: 30 * 96))
        guard case .over(_, .agreed(let pulses)) = event else {
            Issue.record("\(event)")
            return
        }
        #expect(pulses > 4000 && after > 24 && witness.open == nil)
        #expect(witness.watch(&place, quarters: 60 * 96).isEmpty)
        // A dead contact that is mended is over much sooner.
        place.fault = .factor(0)
        #expect(witness.watch(&place, quarters: 96).count == 1)
        place.fault = .none
        #expect(try #require(witness.watch(&place, atMost: 96)).event.state == .over)
    }

    @Test func theOtherDirectionIsNews() {
        var place = PulseWitnessTests.place(1, seed: 6)
        var witness = PulseWitness(place.output)
        place.fault = .lost(300)
        #expect(witness.watch(&place, quarters: 5 * 96).map(\.finding.isMissing) == [true])
        place.fault = .doubled(300)
        #expect(witness.watch(&place, quarters: 5 * 96).map(\.finding.isMissing) == [false])
    }

    @Test func aSingleLostOrDoubledPulseAndTwoMisreadIndicesAreForgiven() {
        for seed: UInt64 in 1...20 {
            var place = PulseWitnessTests.place(1, seed: seed)
            var witness = PulseWitness(place.output)
            for quarter in 0..<40 * 96 {
                var (index, pulses, at) = place.quarter()
                if quarter >= 500 { pulses.count += seed % 2 == 0 ? 1 : -1 }
                if quarter == 700 || quarter == 1100 { index.units += 900 }
                let event = witness.add(index, pulses, at: at)
                #expect(event == nil, "seed \(seed): \(event?.text ?? "")")
            }
        }
    }

    @Test func aCountThatBeginsAnewIsNoDisagreementAndAKeptOneGoesOn() throws {
        var place = PulseWitnessTests.place(1, seed: 8)
        var witness = PulseWitness(place.output)
        _ = witness.watch(&place, quarters: 96)
        place.reboot()
        #expect(witness.watch(&place, quarters: 96).isEmpty)
        #expect(witness.pulsesAgreed < 12_000)
        // Kept, a restart after each quarter of an hour changes nothing.
        place.fault = .lost(1000)
        var found = false
        for _ in 0..<96 where !found {
            witness = try #require(PulseWitness(place.output, resuming: witness.text))
            found = !witness.watch(&place, quarters: 1).isEmpty
        }
        #expect(found)
    }

    @Test func backFlowAndRolloverBeginAnew() {
        var place = PulseWitnessTests.place(1, seed: 9)
        var witness = PulseWitness(place.output)
        var (before, backwards, rolled) = (Int64.max, 0, false)
        for step in 0..<3000 {
            var (index, pulses, at) = place.quarter()
            // While nothing is drawn a tenth of a unit flows back, which the contact counts as well; later all wheels turn to 0.
            if step > 1000, backwards < 5, index.units <= before { backwards += 1 }
            if step > 2000 { rolled = true }
            before = index.units
            index.units -= Int64(100 * backwards) + (rolled ? 1_000_000 : 0)
            pulses.count += Int64(10 * backwards)
            #expect(witness.add(index, pulses, at: at) == nil, "step \(step)")
        }
        #expect(backwards == 5 && witness.open == nil)
    }

    @Test func exchangeAndWithdrawalEndWhatRestedOnThem() throws {
        var place = PulseWitnessTests.place(1, seed: 10)
        var witness = PulseWitness(place.output)
        #expect(witness.exchange() == nil && witness.withdraw(from: place.time) == nil)
        place.fault = .factor(0)
        var told = try #require(witness.watch(&place, atMost: 96)).event.finding
        #expect(witness.withdraw(from: Timestamp(milliseconds: told.to.milliseconds + 1)) == nil)
        #expect(witness.withdraw(from: told.to) == .over(told, .withdrawn))
        #expect(witness.open == nil && witness.pulsesAgreed == 0)
        told = try #require(witness.watch(&place, atMost: 96)).event.finding
        #expect(witness.exchange() == .over(told, .exchanged))
    }

    @Test func idleDaysAreNeitherAgreementNorDisagreement() {
        var place = PulseWitnessTests.place(1, seed: 11)
        var witness = PulseWitness(place.output)
        _ = witness.watch(&place, quarters: 96)
        let (index, pulses, at) = place.quarter()
        _ = witness.add(index, pulses, at: at)
        let agreed = witness.pulsesAgreed
        for _ in 0..<5000 { #expect(witness.add(index, pulses, at: at) == nil) }
        #expect(witness.pulsesAgreed == agreed)
    }

    @Test func wildNumbersDoNoHarm() {
        let output = PulseWitnessTests.place(1, seed: 1).output
        var witness = PulseWitness(output)
        for index in [Int64.min, -1, 0, 1 << 59, .max] {
            for count in [Int64.min, -1, 0, 1 << 59, .max] {
                for _ in 0..<2 {
                    let event = witness.add(
                        Index(units: index, decimals: 3), PulseCount(series: "", count: count),
                        at: Timestamp(milliseconds: count))
                    #expect(event == nil)
                }
            }
        }
    }
}
