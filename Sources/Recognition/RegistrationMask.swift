// Which pixels of one pyramid level of the reference may be compared: inside the area, off the moving parts.

/// The fixed part of the area, at one pyramid level, one flag per pixel.
struct RegistrationMask {
    /// Pixels in a row.
    let width: Int
    /// Rows.
    let height: Int
    /// True where the reference may be compared.
    private(set) var fixed: [Bool]
    /// Columns that hold the area.
    let columns: Range<Int>
    /// Rows that hold the area.
    let rows: Range<Int>
    /// The first row below all moving parts.
    let movingEnd: Int

    /// The mask of a `width` × `height` level that is `factor` times the size of the reference; quads are in the
    /// reference picture's own coordinates.
    init(width: Int, height: Int, factor: Float, area: Quad, moving: [Quad]) {
        self.width = width
        self.height = height
        fixed = [Bool](repeating: false, count: width * height)
        let region = area.local(origin: Point(0, 0), factor: factor)
        (columns, rows) = RegistrationMask.cells(of: region, margin: 0, width: width, height: height)
        for y in rows {
            for x in columns {
                fixed[y * width + x] = region.contains(Point(Float(x) + 0.5, Float(y) + 0.5))
            }
        }
        let margin = RegistrationLimits.movingMargin * factor + 0.5
        var movingEnd = 0
        for part in moving {
            let quad = part.local(origin: Point(0, 0), factor: factor)
            let (across, down) = RegistrationMask.cells(of: quad, margin: margin, width: width, height: height)
            movingEnd = max(movingEnd, down.upperBound)
            for y in down {
                for x in across where quad.contains(Point(Float(x) + 0.5, Float(y) + 0.5), margin: margin) {
                    fixed[y * width + x] = false
                }
            }
        }
        self.movingEnd = movingEnd
    }

    /// Whether all of the `side` × `side` pixels from (`x`, `y`) may be compared.
    func isFixed(x: Int, y: Int, side: Int) -> Bool {
        for row in y..<(y + side) {
            for column in x..<(x + side) where !fixed[row * width + column] { return false }
        }
        return true
    }

    /// The columns and rows that `quad` touches, cut to the picture.
    private static func cells(
        of quad: Quad, margin: Float, width: Int, height: Int
    ) -> (columns: Range<Int>, rows: Range<Int>) {
        let box = quad.bounds
        return (
            span(from: box.left - margin, to: box.right + margin, limit: width),
            span(from: box.top - margin, to: box.bottom + margin, limit: height)
        )
    }

    private static func span(from low: Float, to high: Float, limit: Int) -> Range<Int> {
        let end = Float(limit)
        let first = Int(max(0, min(end, low)).rounded(.down))
        let last = Int(max(0, min(end, high)).rounded(.up))
        return first..<max(first, last)
    }
}
