// Looks for needle dials in the network's answers on grids of several sizes: where a dial lies, the network agrees with itself
// whichever size of circle it is shown, and wherever in its middle.

/// The search for the places of one needle.
struct NeedleSearch {
    /// Places that are handed on.
    static let most = 40
    /// Places whose steady cost is above this are none.
    private static let costMax: Float = 3
    /// What the colour counts.
    static let colour: Float = 2

    /// The grids, by size.
    let grids: [NeedleGrid]
    let plain: PlainPlaces

    /// The best places of a needle, the best first.
    func run(_ needle: Int, sense: NeedleSense) -> [NeedleGuess] {
        let steady = grids.map { $0.steady(needle) }
        var found: [NeedleGuess] = []
        for (size, grid) in grids.enumerated() {
            let costs = across(size, steady)
            let side = grid.side
            guard side > 2 else { continue }
            for row in 1..<side - 1 {
                for column in 1..<side - 1 {
                    let cost = costs[row * side + column]
                    guard cost < NeedleSearch.costMax, NeedleSearch.isLowest(costs, row, column, side) else { continue }
                    let centre = grid.place(column - grid.half, row - grid.half)
                    found.append(
                        NeedleGuess(
                            centre: centre, radius: grid.radius, across: grid.field.across, sense: sense, cost: cost,
                            paleness: plain.paleness(centre, grid.radius)))
                }
            }
        }
        return NeedleSearch.best(of: found)
    }

    /// Costs of a size together with those of the sizes beside it.
    private func across(_ size: Int, _ steady: [[Float]]) -> [Float] {
        let grid = grids[size]
        let others = [size - 1, size + 1].filter(grids.indices.contains)
        var sums = steady[size].map { 2 * $0 }
        for other in others {
            let to = grids[other]
            let columns = (0..<grid.side).map { at in
                let cell = Int((Float(at - grid.half) * grid.pitch / to.pitch).rounded())
                return min(max(cell + to.half, 0), to.side - 1)
            }
            for row in 0..<grid.side {
                for column in 0..<grid.side {
                    sums[row * grid.side + column] += steady[other][columns[row] * to.side + columns[column]]
                }
            }
        }
        let share = 1 / Float(2 + others.count)
        return sums.map { $0 * share }
    }

    private static func isLowest(_ costs: [Float], _ row: Int, _ column: Int, _ side: Int) -> Bool {
        let own = costs[row * side + column]
        for y in row - 1...row + 1 {
            for x in column - 1...column + 1 where costs[y * side + x] < own { return false }
        }
        return true
    }

    /// The best of `found`; of those at nearly the same place and size only one.
    private static func best(of found: [NeedleGuess]) -> [NeedleGuess] {
        var kept: [NeedleGuess] = []
        let sorted = found.sorted { $0.cost + colour * $0.paleness < $1.cost + colour * $1.paleness }
        for guess in sorted where kept.count < most {
            let isNew = kept.allSatisfy { other in
                (other.centre - guess.centre).length > 0.5 * max(other.radius, guess.radius)
                    || max(other.radius / guess.radius, guess.radius / other.radius) > 1.3
            }
            if isNew { kept.append(guess) }
        }
        return kept
    }
}
