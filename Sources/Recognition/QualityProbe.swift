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
    /// The means of 2 × 2 of them, two rows of four at a time.
    let blocks: [SIMD8<Float>]
    /// How surely it is told from itself slid along any direction: 0 for a straight edge, 1 for a spot.
    let distinction: Float
    /// Sum of the squares of `rows`.
    let energy: Float
    /// The part of it that is lost in means of 2 × 2 cells: the fine detail.
    let fineEnergy: Float

    /// Takes the square of these cells, whose top left corner lies at (`x`, `y`) of the full reference frame.
    init(x: Float, y: Float, cells: [SIMD8<Float>]) {
        (self.x, self.y) = (x, y)
        var sum: Float = 0
        for row in cells { sum += row.sum() }
        let mean = sum / Float(QualityProbe.cells * QualityProbe.cells)
        let rows = cells.map { $0 - mean }
        var (energy, coarse) = (Float(0), Float(0))
        var blocks: [SIMD8<Float>] = []
        for row in stride(from: 0, to: QualityProbe.cells, by: 4) {
            let block = QualityProbe.blocks(rows[row], rows[row + 1], rows[row + 2], rows[row + 3]) / 4
            blocks.append(block)
            coarse += 4 * (block * block).sum()
        }
        for row in rows { energy += (row * row).sum() }
        distinction = QualityProbe.distinction(rows)
        self.mean = mean
        self.rows = rows
        self.blocks = blocks
        self.energy = energy
        fineEnergy = max(0, energy - coarse)
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

    /// The sums of 2 × 2 cells of four rows.
    @inline(__always)
    static func blocks(
        _ one: SIMD8<Float>, _ two: SIMD8<Float>, _ three: SIMD8<Float>, _ four: SIMD8<Float>
    ) -> SIMD8<Float> {
        let (upper, lower) = (one + two, three + four)
        return SIMD8(lowHalf: upper.evenHalf + upper.oddHalf, highHalf: lower.evenHalf + lower.oddHalf)
    }

    /// What frames are held against, probe by probe in one piece of memory: a frame comes seldom, and finds nothing in the cache.
    static func table(of probes: [QualityProbe]) -> [SIMD8<Float>] { probes.flatMap { $0.rows + $0.blocks } }

    /// The middle, in the full reference frame.
    var middle: Point { Point(x + Float(QualityProbe.side) / 2, y + Float(QualityProbe.side) / 2) }
}
