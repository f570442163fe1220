// Drives the search for a row of dials through all ways up and sizes, the directions of a size side by side, and stops when a row is
// found that nothing smaller can put in question.

import Recognition

/// The hunt for the row that shows a typed reading.
struct RowHunt: Sendable {
    /// A row whose digits cost more each is none that ends the hunt.
    private static let surelyBelow: Float = 0.3

    let finder: RowFinder
    let rows: [SoughtRow]

    /// Hunts until `isEnough`, which gets all guesses for each row, the best first: after each round of directions, and once before
    /// when a row seems certain. `say` is told how far the hunt has come.
    func run(say: (String) -> Void, isEnough: ([[RowGuess]]) async -> Bool) async {
        var found = [[RowGuess]](repeating: [], count: rows.count)
        let rounds = finder.rounds
        // What seems certain is found soon in most pictures; where it was not it, nothing is left out any more.
        var sizesSince: Int? = 0
        for (number, round) in rounds.enumerated() {
            for height in round.heights {
                let way = "way \(number + 1) of \(rounds.count)"
                say("looking for digits about \(Int(height)) pixels high, \(way)")
                await look(height, round.directions, into: &found)
                guard let since = sizesSince, isSure(found) else { continue }
                sizesSince = since + 1
                // The size before this one may have been a little too large: the next may fit better.
                if since == 1 {
                    if await isEnough(found) { return }
                    sizesSince = nil
                }
            }
            if await isEnough(found) { return }
        }
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
        found = found.map { guesses in guesses.sorted { ($0.misses, $0.cost) < ($1.misses, $1.cost) } }
    }

    private func isSure(_ found: [[RowGuess]]) -> Bool {
        zip(rows, found).contains { row, guesses in
            row.isDistinctive && guesses.contains { $0.misses == 0 && $0.cost < RowHunt.surelyBelow }
        }
    }
}
