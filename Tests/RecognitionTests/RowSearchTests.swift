// The search for a row in the network's answers: it finds the digits where they stand, in their order, and not elsewhere.

import Testing

@testable import Recognition

@Suite struct RowSearchTests {
    @Test func aRowIsFoundWithItsPitchAndSlope() throws {
        let grid = grid([4, 2, 1, 5, 7], column: 6, row: 9, across: 6, down: 0)
        let found = try #require(search([4, 2, 1, 5, 7]).run(grid).first)
        #expect((found.column, found.row, found.misses) == (6, 9, 0))
        #expect((28...32).contains(found.pitch))
        let slanted = try #require(
            search([4, 2, 1, 5, 7]).run(self.grid([4, 2, 1, 5, 7], column: 6, row: 9, across: 8, down: -1)).first)
        #expect((38...42).contains(slanted.pitch))
        #expect((-6...(-4)).contains(slanted.rise))
    }

    @Test func aDigitThatDiffersCountsAsMissing() throws {
        let grid = grid([4, 2, 1, 5, 7], column: 6, row: 9, across: 6, down: 0)
        let found = try #require(search([4, 2, 3, 5, 7]).run(grid).first)
        #expect((found.column, found.row, found.misses) == (6, 9, 1))
        #expect(search([4, 3, 3, 5, 7], missesMax: 1).run(grid).isEmpty)
    }

    @Test func anUnknownDigitMayBeAnything() throws {
        let grid = grid([4, 2, 1, 5, 7], column: 6, row: 9, across: 6, down: 0)
        let found = try #require(search([4, nil, 1, 5, 7], missesMax: 0).run(grid).first)
        #expect((found.column, found.row, found.misses) == (6, 9, 0))
    }

    @Test func theDigitsInAnotherOrderAreNotTheRow() {
        let grid = grid([7, 5, 1, 2, 4], column: 6, row: 9, across: 6, down: 0)
        #expect(search([4, 2, 1, 5, 7]).run(grid).isEmpty)
    }

    private func search(_ digits: [Int?], missesMax: Int = 2) -> RowSearch {
        RowSearch(kinds: SoughtRow(digits: digits).kinds, missesMax: missesMax)
    }

    /// A grid on which nothing is seen but these digits.
    private func grid(_ digits: [Int], column: Int, row: Int, across: Int, down: Int) -> DigitGrid {
        let (columns, rows) = (60, 20)
        var costs = [UInt8](repeating: DigitGrid.highest, count: columns * rows * DigitGrid.kinds)
        for (number, digit) in digits.enumerated() {
            let at = ((row + number * down) * columns + column + number * across) * DigitGrid.kinds
            (costs[at + digit], costs[at + 10 + digit]) = (3, 2)
        }
        return DigitGrid(columns: columns, rows: rows, costs: costs)
    }
}
