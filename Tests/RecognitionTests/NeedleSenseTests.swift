// Scales whose nought lies elsewhere, or whose numbers grow the other way.

import Testing

@testable import Recognition

@Suite struct NeedleSenseTests {
    private let weights: [Float] = (0..<Position.steps).map { $0 == 20 ? 1 : 0 }

    @Test func aNeedleAtTwoPointsWhereItsScaleHasTheTwo() {
        #expect(turned(0, true) == 20)
        #expect(turned(25, true) == 45)
        #expect(turned(75, true) == 95)
        #expect(turned(0, false) == 80)
        #expect(turned(25, false) == 5)
    }

    @Test func theAreasTopLiesWhereTheNoughtDoes() {
        let guess = NeedleGuess(
            centre: Point(50, 50), radius: 10, across: Point(1, 0), sense: NeedleSense(turn: 25), cost: 0)
        // Upright points to the right: the first corner as read is the upper right one.
        #expect((guess.area.topLeft - Point(60, 40)).length < 1e-3)
        #expect((guess.area.topRight - Point(60, 60)).length < 1e-3)
    }

    private func turned(_ turn: Int, _ clockwise: Bool) -> Int? {
        NeedleSense(turn: turn, clockwise: clockwise).turned(weights).firstIndex(of: 1)
    }
}
