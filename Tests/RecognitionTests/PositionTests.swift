// What a distribution says in single numbers, at the edges of the circle and of what floats can add up.

import Recognition
import Testing

@Suite struct PositionTests {
    @Test func sharesNeverExceedOneThoughRoundedProbabilitiesMay() {
        let seed = UInt32.random(in: 1...UInt32.max)
        var state = seed
        var beyond = 0
        for _ in 0..<3000 {
            var probabilities = [Float](repeating: 0, count: Position.steps)
            var sum: Float = 0
            for step in 40..<53 {
                state = state &* 1_664_525 &+ 1_013_904_223
                probabilities[step] = Float(state >> 8)
                sum += probabilities[step]
            }
            probabilities = probabilities.map { $0 / sum }
            if probabilities.reduce(0, +) > 1 { beyond += 1 }
            let position = Position(probabilities: probabilities, none: 0)
            #expect((0...1).contains(position.confidence), "seed \(seed)")
            #expect((0...1).contains(position.digit.mass), "seed \(seed)")
        }
        #expect(beyond > 0, "no sum was beyond 1: this test shows nothing")
    }

    @Test func aPositionJustBelowTenStaysBelowTen() {
        for hundredth in 0..<100 {
            let position = Position(around: 9.9 + Float(hundredth) / 1000, spread: 0.1)
            #expect((0..<10).contains(position.value))
        }
    }

    @Test func aDialOfWhichNothingIsKnownHasNumbersToo() {
        #expect(Position.unreadable.confidence == 0 && Position.unreadable.value == 0)
        #expect(Position.unreadable.spread == 10 && Position.unreadable.digit.mass == 0)
    }

    @Test func aDoubtedPositionIsTheSameWithLessWeight() {
        let position = Position(around: 3.4, spread: 0.1)
        let doubted = position.doubted(0.2)
        #expect(abs(doubted.none - 0.2) < 1e-5 && abs(doubted.value - position.value) < 1e-4)
        #expect(abs(doubted.probabilities.reduce(doubted.none, +) - 1) < 1e-4)
        #expect(position.doubted(0) == position.hidden)
    }
}
