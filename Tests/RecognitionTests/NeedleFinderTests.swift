// A drawn needle dial is found in a picture by where its needle stands, whichever way up and whichever way it turns.

import Testing

@testable import Recognition

@Suite struct NeedleFinderTests {
    /// A dial of 80 pixels in a larger picture, its middle at (90, 70).
    private func picture(_ position: Float) -> GrayImage {
        let dial = NeedleDrawing(position: position).picture()
        var picture = GrayImage(width: 140, height: 120, filledWith: 200)
        for y in 0..<80 { for x in 0..<80 { picture[50 + x, 30 + y] = dial[x, y] } }
        return picture
    }

    @Test func aDialIsFoundByWhereItsNeedleStands() throws {
        let best = try #require(try guesses(SoughtNeedle(from: 3, to: 3.1), NeedleSense(), in: picture(3)).first)
        #expect(best.cost < 0.3)
        #expect((best.centre - Point(90, 70)).length < 12)
    }

    @Test func itIsFoundWhereItsNoughtLiesElsewhereAndItsNumbersGrowTheOtherWay() throws {
        // Clockwise from the right, 3.0 is 0.5; the other way round it is 9.5.
        let turned = NeedleSense(turn: 25, clockwise: false)
        let best = try #require(try guesses(SoughtNeedle(from: 9.5, to: 9.6), turned, in: picture(3)).first)
        #expect(best.cost < 0.3)
        #expect((best.centre - Point(90, 70)).length < 12)
    }

    @Test func aNeedleThatStandsElsewhereIsNotFoundThere() throws {
        let found = try guesses(SoughtNeedle(from: 7, to: 7.1), NeedleSense(), in: picture(3))
        #expect(found.allSatisfy { ($0.centre - Point(90, 70)).length > 12 || $0.cost > 1 })
    }

    @Test func theFitMovesADialIntoItsMiddle() throws {
        let picture = picture(3)
        let field = NeedleField(width: 140, height: 120)
        let finder = NeedleFinder(
            picture, redness: nil, field: field, reader: try NeedleReader(weights: NeedleModel.memory()))
        let guess = NeedleGuess(centre: Point(99, 63), radius: 28, across: Point(1, 0), cost: 0)
        let fitted = finder.fitted(guess, to: SoughtNeedle(from: 3, to: 3.1))
        #expect((fitted.centre - Point(90, 70)).length < 6)
        #expect(fitted.cost < 0.5)
    }

    private func guesses(_ needle: SoughtNeedle, _ sense: NeedleSense, in picture: GrayImage) throws -> [NeedleGuess] {
        let field = NeedleField(width: picture.width, height: picture.height)
        let finder = NeedleFinder(
            picture, redness: nil, field: field, reader: try NeedleReader(weights: NeedleModel.memory()))
        let looks = [30, 38].map { finder.look(radius: $0, needles: [(needle, sense)]) }
        return finder.guesses(looks, needles: [(needle, sense)])[0]
    }
}
