// Where the windows of a row lie, and how they follow when its step changes.

import Testing

@testable import Recognition

@Suite struct RowGuessTests {
    private let row = RowGuess(
        first: Point(100, 50), step: Point(30, 0), across: Point(10, 0), down: Point(0, 20), cost: 0, misses: 0)

    @Test func windowsFollowEachOtherInEqualSteps() {
        #expect(row.window(0) == Quad(x: 90, y: 30, width: 20, height: 40))
        #expect(row.window(2) == Quad(x: 150, y: 30, width: 20, height: 40))
        #expect(row.window(-1) == Quad(x: 60, y: 30, width: 20, height: 40))
    }

    @Test func aNewStepTurnsTheWindowsAboutTheMiddleOfTheRow() {
        var turned = row
        turned.setStep(Point(0, 30), count: 5)
        #expect(turned.first == Point(160, -10))
        #expect(turned.window(2).centre == row.window(2).centre)
        // Read downwards, the first corner is the one at the upper right.
        #expect(turned.window(2).topLeft == Point(180, 40))
    }

    @Test func theSameRowInAnotherSizeIsTheSamePlace() {
        var other = row
        (other.across, other.down) = (other.across * 1.3, other.down * 1.3)
        other.first = Point(105, 55)
        #expect(row.isSame(as: other, count: 5))
        other.first = Point(131, 50)
        #expect(!row.isSame(as: other, count: 5))
        var reversed = row
        (reversed.first, reversed.step) = (Point(220, 50), Point(-30, 0))
        #expect(!row.isSame(as: reversed, count: 5))
    }
}
