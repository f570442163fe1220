// Drives the search for a row of dials through all ways up and sizes, the directions of a size side by side, and stops when a row is
// found that nothing smaller can put in question.

import Recognition

/// The hunt for the row that shows a typed reading.
struct RowHunt: Sendable {
    /// A row whose digits cost more each is none that ends the hunt.
    private static let surelyBelow: Float = 0.3
    /// The fewest digits, and of them different ones, by which a row is told from anything else in the picture.
    private static let (surelyKnown, surelyVaried) = (5, 3)

    let finder: RowFinder
    let rows: [SoughtRow]

    /// All guesses for each row, the best first. `say` is told how far the hunt has come; `isEnough` is asked, after each round of
    /// directions, whether these will do.
    func run(say: (String) -> Void, isEnough: ([[RowGuess]]) -> Bool) async -> [[RowGuess]] {
        var found = [[RowGuess]](repeating: [], count: rows.count)
        let (rounds, heights) = (finder.rounds, finder.heights)
        for (round, directions) in rounds.enumerated() {
            var sizesSince = 0
            for height in heights {
                let way = "way \(round + 1) of \(rounds.count)"
                say("looking for digits about \(Int(height)) pixels high, \(way)")
                await look(height, directions, into: &found)
                if isSure(found) { sizesSince += 1 }
                // The size before this one may have been a little too large: the next may fit better.
                if sizesSince == 2 { break }
            }
            found = found.map { guesses in guesses.sorted { ($0.misses, $0.cost) < ($1.misses, $1.cost) } }
            if isEnough(found) || isSure(found) { break }
        }
        return found
    }

    private func look(_ height: Float, _ directions: [Point], into found: inout [[RowGuess]]) async {
        let (finder, rows) = (finder, rows)
        await withTaskGroup(of: [[RowGuess]].self) { group in
            for direction in directions {
                group.addTask { finder.guesses(height: height, across: direction, rows: rows) }
            }
            for await guesses in group {
                for (row, own) in guesses.enumerated() { found[row] += own }
            }
        }
    }

    private func isSure(_ found: [[RowGuess]]) -> Bool {
        zip(rows, found).contains { row, guesses in
            row.known >= RowHunt.surelyKnown && row.variety >= RowHunt.surelyVaried
                && guesses.contains { $0.misses == 0 && $0.cost < RowHunt.surelyBelow }
        }
    }
}
