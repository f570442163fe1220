// Which of the digits that are looked for may stand between two.

import Testing

@testable import Recognition

@Suite struct SoughtRowTests {
    @Test func onlyTheLastWheelAndThoseThatNinesCarryMayRoll() {
        let row = SoughtRow(digits: [0, 4, 9, 9])
        #expect((0..<4).map(row.mayRoll) == [false, true, true, true])
        let other = SoughtRow(digits: [9, 9, 0, 4])
        #expect((0..<4).map(other.mayRoll) == [false, false, false, true])
    }

    @Test func theDigitsOfADisplayNeverRoll() {
        let row = SoughtRow(digits: [0, 4, 9, 9], mayBeWheels: false)
        #expect((0..<4).map(row.mayRoll) == [false, false, false, false])
        #expect(row.kinds == [0, 4, 9, 9])
    }

    @Test func whatNobodyCouldReadMayBeAnything() {
        let row = SoughtRow(digits: [3, nil, 3])
        #expect(row.kinds == [3, nil, 13])
        #expect(row.known == 2)
        #expect(row.variety == 1)
    }
}
