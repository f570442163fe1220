// What readings teach about a mechanism, and what a few wrong ones must not teach.

import Testing

@testable import Recognition

@Suite struct MechanismHabitsTests {
    private let mechanism = try! RegisterMechanism(dials: [
        DialMechanism(kind: .wheel, place: 1), DialMechanism(kind: .wheel, place: 0),
        DialMechanism(kind: .needle, place: -1), DialMechanism(kind: .needle, place: -2),
    ])

    /// A meter whose lowest wheel begins to roll at 6 and whose needle stands three tenths too far.
    private func shown(_ ticks: Int64) -> [Position] {
        let (wheel, part) = mechanism.digit(1, of: ticks)
        let (needle, fraction) = mechanism.digit(2, of: ticks)
        let advance = max(0, (10 * part - 6) / 4)
        let high = Float(mechanism.digit(0, of: ticks).digit) + (wheel == 9 ? max(0, (advance - 0.1) / 0.9) : 0)
        return [high, Float(wheel) + advance, Float(needle) + fraction + 0.3, Float(ticks % 100) / 10].map {
            Position(around: $0, spread: 0.12)
        }
    }

    private func decision(_ ticks: Int64, _ findings: [Finding] = []) -> Decision {
        var decision = Decision(
            index: mechanism.index(ticks: ticks), runnerUp: nil, confidence: 0.999, findings: findings)
        decision.ticks = ticks
        return decision
    }

    private func taught(_ readings: Int, offBy error: Int64 = 0) -> MechanismHabits {
        var habits = MechanismHabits(of: mechanism)
        for reading in 0..<readings {
            let ticks = 20_000 + Int64(reading) * 137
            habits.learn(shown(ticks), decision(ticks + error), of: mechanism)
        }
        return habits
    }

    @Test func mountingErrorAndRollStartAreLearned() {
        let learned = taught(200).applied(to: mechanism)
        #expect(abs(learned.dials[2].zero - 0.3) < 0.06, "\(learned.dials[2].zero)")
        #expect((learned.dials[2].zeroSpread ?? 1) < 0.12)
        let weights = learned.dials[1].rollWeights ?? []
        let near = zip(RollShape.all, weights).filter { abs($0.0.start - 6) <= 0.6 && $0.0.end == 10 }
        #expect(near.reduce(0) { $0 + $1.1 } > 0.8, "\(weights)")
        #expect(learned.dials[3].zeroSpread == nil, "nothing shows the error of the lowest dial")
    }

    @Test func aFewReadingsTeachNothing() {
        #expect(taught(20).applied(to: mechanism) == mechanism)
    }

    @Test func doubtfulReadingsTeachNothing() {
        var habits = MechanismHabits(of: mechanism)
        for reading in 0..<200 {
            let ticks = 20_000 + Int64(reading) * 137
            habits.learn(shown(ticks), decision(ticks, [.ambiguous]), of: mechanism)
        }
        #expect(habits == MechanismHabits(of: mechanism))
    }

    @Test func nothingIsEverRuledOut() {
        let weights = taught(1000).applied(to: mechanism).dials[1].rollWeights ?? []
        let usual = RollShape.usual(aboveNeedle: true)
        #expect(weights.count == usual.count)
        for (learned, before) in zip(weights, usual) { #expect(learned >= 0.015 * before) }
    }

    @Test func aMeterThatStandsStillTeachesOnce() {
        var habits = MechanismHabits(of: mechanism)
        for _ in 0..<500 { habits.learn(shown(20_137), decision(20_137), of: mechanism) }
        #expect(habits.applied(to: mechanism) == mechanism)
    }

    @Test func storedHabitsAreTheSame() {
        let habits = taught(100)
        #expect(MechanismHabits(numbers: habits.numbers, of: mechanism) == habits)
    }

    @Test func damagedNumbersAreRefused() {
        var numbers = taught(100).numbers
        numbers[1][5] = .nan
        #expect(MechanismHabits(numbers: numbers, of: mechanism) == nil)
        #expect(MechanismHabits(numbers: Array(taught(100).numbers.dropLast()), of: mechanism) == nil)
        #expect(MechanismHabits(numbers: [[1], [], [], []], of: mechanism) == nil)
    }
}
