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
        let zero = learned.dials[2].belief?.zero ?? 0
        #expect(abs(zero - 0.3) < 0.06, "\(zero)")
        let wheel = learned.dials[1].belief
        let near = (wheel?.shapes ?? []).enumerated().filter { abs($0.1.start - 6) <= 0.6 && $0.1.end == 10 }
        #expect(near.reduce(0) { $0 + (wheel?.share($1.0) ?? 0) } > 0.8)
        #expect(learned.dials[3].belief == nil, "nothing shows the error of the lowest dial")
    }

    @Test func oneReadingAlreadySaysWhichPairsAreImpossible() {
        // The wheel stands 0.4 beyond its digit while the needle below stands at 7.6 less its own error.
        var habits = MechanismHabits(of: mechanism)
        habits.learn(shown(20_760), decision(20_760), of: mechanism)
        guard let belief = habits.applied(to: mechanism).dials[1].belief else {
            Issue.record("nothing was learned")
            return
        }
        var fitting: Float = 0
        for (number, shape) in belief.shapes.enumerated() {
            for zero in 0..<DialBelief.zeroCount
            where abs(shape.advance(driver: 7.6) + DialBelief.zero(zero) - 0.4) < 0.35 {
                fitting += belief.weights[number * DialBelief.zeroCount + zero]
            }
        }
        #expect(fitting > 0.95, "\(fitting)")
        let shares = belief.shapes.indices.map(belief.share)
        #expect(shares.max() ?? 1 < 0.5, "which of the others it is stays open: \(shares)")
    }

    @Test func doubtfulReadingsTeachNothing() {
        var habits = MechanismHabits(of: mechanism)
        for reading in 0..<200 {
            let ticks = 20_000 + Int64(reading) * 137
            habits.learn(shown(ticks), decision(ticks, [.ambiguous]), of: mechanism)
        }
        #expect(habits == MechanismHabits(of: mechanism))
    }

    @Test func whatIsWrongForLongCanBecomeRight() {
        // Somebody mounts another needle: it stands three tenths short instead of too far.
        var habits = taught(1000)
        for reading in 0..<30 {
            let ticks = 40_000 + Int64(reading) * 137
            var positions = shown(ticks)
            positions[2] = Position(around: positions[2].value - 0.6, spread: 0.12)
            habits.learn(positions, decision(ticks), of: mechanism)
        }
        let zero = habits.applied(to: mechanism).dials[2].belief?.zero ?? 0
        #expect(abs(zero + 0.3) < 0.06, "\(zero)")
    }

    @Test func aMeterThatStandsStillTeachesOnce() {
        var habits = taught(1)
        let once = habits.applied(to: mechanism).dials[1].belief
        for _ in 0..<500 { habits.learn(shown(20_000), decision(20_000), of: mechanism) }
        let often = habits.applied(to: mechanism).dials[1].belief
        for (a, b) in zip(once?.weights ?? [], often?.weights ?? []) { #expect(abs(a - b) < 1e-4) }
    }

    @Test func oneMisreadDialDoesNotHideTheTruth() {
        var habits = taught(20)
        var positions = shown(40_250)
        positions[2] = Position(around: 6.1, spread: 0.12)
        habits.learn(positions, decision(40_250), of: mechanism)
        let zero = habits.applied(to: mechanism).dials[2].belief?.zero ?? 0
        #expect(abs(zero - 0.3) < 0.06, "\(zero)")
    }

    @Test func storedHabitsSayTheSame() throws {
        let habits = taught(100)
        let stored = try #require(MechanismHabits(numbers: habits.numbers, of: mechanism))
        #expect(stored.numbers == habits.numbers)
        for (a, b) in zip(stored.applied(to: mechanism).dials, habits.applied(to: mechanism).dials) {
            for (one, other) in zip(a.belief?.weights ?? [], b.belief?.weights ?? []) {
                #expect(abs(one - other) < 0.01)
            }
        }
    }

    @Test func damagedNumbersAreRefused() {
        var numbers = taught(100).numbers
        numbers[1][5] = .nan
        #expect(MechanismHabits(numbers: numbers, of: mechanism) == nil)
        #expect(MechanismHabits(numbers: Array(taught(100).numbers.dropLast()), of: mechanism) == nil)
        #expect(MechanismHabits(numbers: [[1], [], [], []], of: mechanism) == nil)
    }

    @Test func aFalseStoryFitsWorseAtEachNewPlaceAndNoWorseAtTheSame() {
        // One unit more than the truth: the needle below shows that the wheel should have moved on.
        var (honest, mistaken) = (taught(5), taught(5))
        func gain(_ habits: inout MechanismHabits, _ ticks: Int64, offBy error: Int64) -> Float {
            habits.weigh(shown(ticks), decision(ticks + error), of: mechanism)
        }
        var lead: [Float] = []
        for ticks in [23_050, 23_050, 23_050, 23_450, 23_850] as [Int64] {
            lead.append(gain(&honest, ticks, offBy: 0) - gain(&mistaken, ticks, offBy: 1000))
        }
        #expect(lead[0] > 1 && lead[3] > 1, "\(lead)")
        #expect(abs(lead[1]) < 0.2 && abs(lead[2]) < 0.2, "\(lead)")
        #expect(mistaken != honest)
    }

    @Test func weighingTeachesTheSameAsLearning() {
        var (weighed, learned) = (taught(5), taught(5))
        _ = weighed.weigh(shown(23_450), decision(23_450), of: mechanism)
        learned.learn(shown(23_450), decision(23_450), of: mechanism)
        #expect(weighed == learned)
        #expect(weighed.weigh(shown(1), decision(1, [.ambiguous]), of: mechanism) == 0)
        #expect(weighed == learned)
    }

    @Test func theWheelsOfOneMeterAreThoughtToBeMadeAlike() throws {
        let register = try RegisterMechanism(dials: [3, 2, 1, 0].map { DialMechanism(kind: .wheel, place: $0) })
        /// How probable it is that the highest wheel rolls early, once the others were seen over a turn and it only at rest.
        func early(start: Float) -> Float {
            var habits = MechanismHabits(of: register)
            for ticks in stride(from: Int64(20_000), to: 25_000, by: 23) {
                var driver = Float(ticks % 100) / 10
                var positions = [Position(around: driver, spread: 0.12)]
                for dial in (0..<3).reversed() {
                    driver = Float(register.digit(dial, of: ticks).digit) + max(0, (driver - start) / (10 - start))
                    positions.insert(Position(around: driver, spread: 0.12), at: 0)
                }
                var decision = Decision(
                    index: register.index(ticks: ticks), runnerUp: nil, confidence: 0.999, findings: [])
                decision.ticks = ticks
                habits.learn(positions, decision, of: register)
            }
            guard let belief = habits.applied(to: register).dials[0].belief else { return 0 }
            return belief.shapes.indices.reduce(0) { $0 + (belief.shapes[$1].start < 7.6 ? belief.share($1) : 0) }
        }
        let (loose, usual) = (early(start: 5.5), early(start: 9.2))
        #expect(loose > 0.35 && usual < 0.15, "\(loose), \(usual)")
    }
}
