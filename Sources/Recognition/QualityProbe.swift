// A small piece of the reference's fixed part, to be held against a frame: does the frame show the same there, with how much
// contrast, and how sharp. Pieces are compared in means of 2 × 2 pixels, which noise and a fraction of a pixel hardly change.

/// A prepared square of the reference.
struct QualityProbe: Sendable {
    /// Side in pixels of the frame.
    static let side = 16
    /// Means of 2 × 2 pixels in a row.
    static let cells = 8

    /// Left column in the full reference frame.
    var x: Float
    /// Top row in the full reference frame.
    var y: Float
    /// Mean luma.
    let mean: Float
    /// Standard deviation of the cells.
    let spread: Float
    /// The cells without their mean.
    let rows: [SIMD8<Float>]
    /// What of that is lost in means of 2 × 2 cells: the fine detail.
    let fine: [SIMD8<Float>]
    /// How surely it is told from itself slid along any direction: 0 for a straight edge, 1 for a spot.
    let distinction: Float
    /// Sum of the squares of `rows`.
    let energy: Float
    /// Sum of the squares of `fine`.
    let fineEnergy: Float

    /// Takes the square of these cells, whose top left corner lies at (`x`, `y`) of the full reference frame.
    init(x: Float, y: Float, cells: [SIMD8<Float>]) {
        (self.x, self.y) = (x, y)
        var sum: Float = 0
        for row in cells { sum += row.sum() }
        let mean = sum / Float(QualityProbe.cells * QualityProbe.cells)
        let rows = cells.map { $0 - mean }
        var fine = rows
        var (energy, fineEnergy) = (Float(0), Float(0))
        for row in stride(from: 0, to: QualityProbe.cells, by: 2) {
            for column in stride(from: 0, to: QualityProbe.cells, by: 2) {
                let block =
                    (rows[row][column] + rows[row][column + 1] + rows[row + 1][column] + rows[row + 1][column + 1]) / 4
                for (j, i) in [(0, 0), (0, 1), (1, 0), (1, 1)] { fine[row + j][column + i] -= block }
            }
        }
        for row in 0..<QualityProbe.cells {
            energy += (rows[row] * rows[row]).sum()
            fineEnergy += (fine[row] * fine[row]).sum()
        }
        distinction = QualityProbe.distinction(rows)
        self.mean = mean
        self.rows = rows
        self.fine = fine
        (self.energy, self.fineEnergy) = (energy, fineEnergy)
        spread = (energy / Float(QualityProbe.cells * QualityProbe.cells)).squareRoot()
    }

    /// Slope along the weakest direction against that along the strongest, as energies.
    private static func distinction(_ rows: [SIMD8<Float>]) -> Float {
        var (xx, xy, yy) = (Float(0), Float(0), Float(1e-6))
        for row in 1..<cells - 1 {
            for column in 1..<cells - 1 {
                let across = rows[row][column + 1] - rows[row][column - 1]
                let down = rows[row + 1][column] - rows[row - 1][column]
                xx += across * across
                xy += across * down
                yy += down * down
            }
        }
        let root = ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()
        return max(0, xx + yy - root) / (xx + yy + root)
    }

    /// The middle, in the full reference frame.
    var middle: Point { Point(x + Float(QualityProbe.side) / 2, y + Float(QualityProbe.side) / 2) }
}
