// Which dials of a found row are doubted: those that do not show what was typed, and those that do not show it plainly.

import Testing

@testable import Agent
@testable import Recognition

@Suite struct CalibratedRowTests {
    @Test func dialsThatShowWhatWasTypedAreSure() {
        #expect(row([4, 2, 7], [4.02, 1.9, 7.6]).doubts.isEmpty)
        #expect(row([4, 2, 7], [4.02, 1.9, 7.6]).isOnTheWay)
        #expect(!row([4, 2, 7], [4.02, 1.9, 7.1]).isOnTheWay)
    }

    @Test func anotherDigitIsDoubted() {
        #expect(row([4, 2, 7], [4, 3, 7]).doubts == [1])
        #expect(row([4, 2, 7], [5, 2, 8]).doubts == [0, 2])
    }

    @Test func theDigitThatTheLastWheelHasLeftIsDoubted() {
        // Typed 6 where 7 stands, and typed 7 where 6.8 is on its way to it.
        #expect(row([4, 2, 6], [4, 2, 7]).doubts == [2])
        #expect(row([4, 2, 7], [4, 2, 6.8]).doubts == [2])
        #expect(row([4, 2, 6], [4, 2, 6.8]).doubts.isEmpty)
    }

    @Test func aWheelBetweenTwoDigitsIsDoubtedWhereNothingCarriesIt() {
        #expect(row([4, 2, 7], [4, 2.5, 7.5]).doubts == [1])
        #expect(row([4, 2, 9], [4, 2.5, 9.5]).doubts.isEmpty)
    }

    @Test func aDialThatCannotBeReadIsDoubted() {
        var positions = [4, 2, 7].map { Position(around: $0, spread: 0.05) }
        positions[1] = .unreadable
        #expect(CalibratedRow(guess, SoughtRow(digits: [4, 2, 7]), areas: [], positions: positions).doubts == [1])
        #expect(CalibratedRow(guess, SoughtRow(digits: [4, nil, 7]), areas: [], positions: positions).doubts == [1])
    }

    @Test func onlyDialsInTheMiddleOfTheirDigitsRest() {
        #expect(row([4, nil, 7, 0], [4.1, 2, 7.5, 9.8]).resting == [4, nil, nil, 0])
    }

    @Test func aDisplaysLastDigitIsNotOnItsWay() {
        #expect(row([4, 2, 5], [4, 2, 5.9]).doubts.isEmpty)
        #expect(row([4, 2, 5], [4, 2, 5.9]).asDisplay.doubts == [2])
    }

    @Test func placesAreCountedFromThePoint() {
        let row = row([4, 2, 7], [4, 2, 7])
        #expect((0..<3).map { row.place(of: $0, decimals: 1) } == [1, 0, -1])
    }

    private let guess = RowGuess(
        first: Point(0, 0), step: Point(1, 0), across: Point(1, 0), down: Point(0, 1), cost: 0, misses: 0)

    private func row(_ digits: [Int?], _ shown: [Float]) -> CalibratedRow {
        CalibratedRow(
            guess, SoughtRow(digits: digits), areas: [], positions: shown.map { Position(around: $0, spread: 0.05) })
    }
}
