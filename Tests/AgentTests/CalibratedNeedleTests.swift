// Which needles are doubted: those that do not stand where the typed digits say, and those that cannot be read.

import Metering
import Testing

@testable import Agent
@testable import Recognition

@Suite struct CalibratedNeedleTests {
    private let guess = NeedleGuess(
        centre: Point(50, 50), radius: 20, across: Point(1, 0), sense: NeedleSense(clockwise: false), cost: 0)

    @Test func aNeedleBetweenItsDigitAndTheNextIsSure() {
        #expect(needle([9, 3, 2], 0, shows: 9.2).isSure)
        #expect(needle([9, 3, 2], 2, shows: 2.9).isSure)
        #expect(needle([9, 9, 9], 0, shows: 0.2).isSure)
    }

    @Test func aNeedleThatStandsElsewhereIsDoubted() {
        #expect(!needle([9, 3, 2], 0, shows: 8.8).isSure)
        #expect(!needle([9, 3, 2], 2, shows: 3.6).isSure)
        #expect(needle([9, 3, 2], 2, shows: 3.6).certainty < 0.2)
    }

    @Test func aNeedleThatCannotBeReadIsDoubted() {
        let needle = CalibratedNeedle(guess, SoughtNeedle(from: 2, to: 3), number: 0, position: .unreadable)
        #expect(!needle.isSure && needle.certainty == 0)
    }

    @Test func theCardHasItsPlaceAndItsSense() {
        let needles = [needle([9, 3], 0, shows: 9.3), needle([9, 3], 1, shows: 3.5)]
        let cards = CalibratedRegister(row: nil, needles: needles).needleCards(decimals: 2)
        #expect(cards.map(\.mechanism.place) == [-1, -2])
        #expect(cards.allSatisfy { !$0.clockwise && $0.area.centre == Point(50, 50) })
        let alone = CalibratedRegister(row: nil, needles: needles).needleCards(decimals: 0)
        #expect(alone.map(\.mechanism.place) == [1, 0])
    }

    private func needle(_ digits: [Int?], _ number: Int, shows position: Float) -> CalibratedNeedle {
        CalibratedNeedle(
            guess, SoughtNeedle(number, of: digits), number: number,
            position: Position(around: position, spread: 0.05))
    }
}
