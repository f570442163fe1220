// Looks for a row of known digits in the network's answers on a grid: from every window with every pitch and slope, given up as soon
// as more digits are missing than may be.

/// The search for a row.
struct RowSearch {
    /// Steps from dial to dial, in pixels of the resampled picture, whose windows are 20 pixels wide.
    static let pitches = 16...46
    /// Rise from dial to dial that is allowed for, as a share of the pitch.
    static let slope: Float = 0.13
    /// A digit with a cost above this is missing.
    static let missing: UInt8 = 64
    /// Rows that are handed on.
    static let most = 3

    let kinds: [Int?]
    /// How many digits may be missing.
    let missesMax: Int

    /// A row on the grid.
    struct Found {
        var column: Int
        var row: Int
        var pitch: Int
        var rise: Int
        var cost: Int
        var misses: Int
    }

    /// The best rows in `grid`, the best first; of rows that begin at nearly the same place only one.
    func run(_ grid: DigitGrid) -> [Found] {
        var best: [Found] = []
        let stride = DigitGrid.stride
        let last = kinds.count - 1
        grid.costs.withUnsafeBufferPointer { costs in
            for pitch in RowSearch.pitches where last * pitch / stride < grid.columns {
                let reach = Int(Float(pitch) * RowSearch.slope)
                for rise in -reach...reach {
                    let offsets = (0...last).map { i in
                        (RowSearch.cells(i * rise) * grid.columns + RowSearch.cells(i * pitch))
                            * DigitGrid.kinds + (kinds[i] ?? 0)
                    }
                    let down = RowSearch.cells(last * rise)
                    let rows = max(0, -down)..<max(max(0, -down), min(grid.rows, grid.rows - down))
                    let columns = 0..<(grid.columns - RowSearch.cells(last * pitch))
                    guard !columns.isEmpty else { continue }
                    for row in rows {
                        for column in columns {
                            let base = (row * grid.columns + column) * DigitGrid.kinds
                            guard let (cost, misses) = weigh(costs, base, offsets) else { continue }
                            keep(
                                Found(column: column, row: row, pitch: pitch, rise: rise, cost: cost, misses: misses),
                                in: &best)
                        }
                    }
                }
            }
        }
        return best
    }

    /// The nearest window so many pixels on.
    private static func cells(_ pixels: Int) -> Int {
        (pixels + (pixels >= 0 ? DigitGrid.stride / 2 : -DigitGrid.stride / 2)) / DigitGrid.stride
    }

    @inline(__always)
    private func weigh(_ costs: UnsafeBufferPointer<UInt8>, _ base: Int, _ offsets: [Int]) -> (Int, Int)? {
        var (cost, misses) = (0, 0)
        for i in 0..<offsets.count where kinds[i] != nil {
            let own = costs[base + offsets[i]]
            if own > RowSearch.missing {
                misses += 1
                if misses > missesMax { return nil }
            }
            cost += Int(own)
        }
        return (cost, misses)
    }

    private func keep(_ found: Found, in best: inout [Found]) {
        if best.count == RowSearch.most, let worst = best.last, worst.cost <= found.cost { return }
        if let same = best.firstIndex(where: { abs($0.column - found.column) <= 4 && abs($0.row - found.row) <= 4 }) {
            if best[same].cost <= found.cost { return }
            best.remove(at: same)
        }
        let place = best.firstIndex { $0.cost > found.cost } ?? best.count
        best.insert(found, at: place)
        if best.count > RowSearch.most { best.removeLast() }
    }
}
