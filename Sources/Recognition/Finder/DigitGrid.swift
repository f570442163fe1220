// What the dial network sees all over a picture, on a grid of windows: for each digit how little speaks for it. Windows without
// contrast are skipped, which in most pictures are most.

/// The network's answers on a grid.
struct DigitGrid: Sendable {
    /// Pixels of the resampled picture from window to window.
    static let stride = 5
    /// The cost of a window that was not looked at, or shows nothing like the digit.
    static let highest: UInt8 = 255
    /// Costs are minus the logarithm of a probability, in so many parts of 1.
    static let parts: Float = 32
    /// A window is empty, and its neighbours are not looked at, from this probability on.
    static let empty: Float = 0.9
    /// Costs of a window: of each digit at rest, then of each on its way to the next.
    static let kinds = 20

    let columns: Int
    let rows: Int
    /// Window by window, row by row, `kinds` costs each.
    private(set) var costs: [UInt8]

    /// A grid of these costs.
    init(columns: Int, rows: Int, costs: [UInt8]) {
        precondition(costs.count == columns * rows * DigitGrid.kinds)
        (self.columns, self.rows, self.costs) = (columns, rows, costs)
    }

    /// Looks at all windows of `seen` whose luma deviates by `deviation` or more and whose middle lies in the picture.
    init(_ seen: FinderPicture, network: DialNetwork, deviation: Float) {
        let picture = seen.image
        columns = max(0, (picture.width - DialPatch.width) / DigitGrid.stride + 1)
        rows = max(0, (picture.height - DialPatch.height) / DigitGrid.stride + 1)
        costs = [UInt8](repeating: DigitGrid.highest, count: columns * rows * DigitGrid.kinds)
        guard picture.width >= DialPatch.width, picture.height >= DialPatch.height else { return }
        let contrast = ContrastGrid(picture, columns: columns, rows: rows)
        var luma = [Float](repeating: 0, count: DialPatch.width * DialPatch.height)
        var isWorth = [Bool](repeating: false, count: columns * rows)
        network.withMemory { memory in
            for isFirst in [true, false] {
                for row in 0..<rows {
                    for column in 0..<columns where contrast.deviation(column, row) >= deviation {
                        let isCoarse = row % 2 == 0 && column % 2 == 0
                        let (x, y) = (column * DigitGrid.stride, row * DigitGrid.stride)
                        guard isCoarse == isFirst, isFirst || isWorth[row * columns + column], seen.showsMiddle(x, y)
                        else { continue }
                        DigitGrid.cut(picture, x, y, into: &luma)
                        let position = luma.withUnsafeBufferPointer { network.read($0.baseAddress!, memory) }
                        set(position, column, row)
                        if isFirst, position.none < DigitGrid.empty { mark(column, row, in: &isWorth) }
                    }
                }
            }
        }
    }

    /// Marks the windows around one that may hold a digit.
    private func mark(_ column: Int, _ row: Int, in isWorth: inout [Bool]) {
        for y in max(0, row - 1)...min(rows - 1, row + 1) {
            for x in max(0, column - 1)...min(columns - 1, column + 1) { isWorth[y * columns + x] = true }
        }
    }

    private static func cut(_ picture: GrayImage, _ x: Int, _ y: Int, into luma: inout [Float]) {
        picture.pixels.withUnsafeBufferPointer { pixels in
            luma.withUnsafeMutableBufferPointer { out in
                for row in 0..<DialPatch.height {
                    let from = pixels.baseAddress! + ((y + row) * picture.width + x)
                    let to = out.baseAddress! + row * DialPatch.width
                    for column in 0..<DialPatch.width { to[column] = Float(from[column]) }
                }
            }
        }
    }

    private mutating func set(_ position: Position, _ column: Int, _ row: Int) {
        let at = (row * columns + column) * DigitGrid.kinds
        for digit in 0..<10 {
            costs[at + digit] = DigitGrid.cost(position.mass(of: digit, rolling: false))
            costs[at + 10 + digit] = DigitGrid.cost(position.mass(of: digit, rolling: true))
        }
    }

    private static func cost(_ probability: Float) -> UInt8 {
        UInt8(min(max(-Elementary.log(probability + 1e-6) * parts, 0), Float(highest)))
    }
}
