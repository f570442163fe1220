// The ten numerals of a wheel as coverage masks, drawn once per meter: a wheel samples them at any phase.
// Outside of a mask there is no ink.

import Recognition

/// Ten masks of the same size.
struct GlyphSheet: Sendable {
    /// Columns of a mask, canvas pixels.
    let width: Int
    /// Rows of a mask, canvas pixels.
    let height: Int
    private var coverage: [Float]

    /// Masks of numerals that are `digitHeight` reference pixels tall, with a pixel of room around.
    init(style: NumeralStyle, digitHeight: Float) {
        let scale = Float(Canvas.scale)
        height = Int((digitHeight * scale).rounded(.up)) + 4
        width = Int((digitHeight * style.aspect * scale).rounded(.up)) + 4
        coverage = []
        coverage.reserveCapacity(10 * width * height)
        for digit in 0..<10 {
            let centre = Point(Float(width) / 2, Float(height) / 2)
            let strokes = style.strokes(digit, centre: centre, height: digitHeight * scale)
            for row in 0..<height {
                for column in 0..<width {
                    let distance = strokes.distance(Float(column) + 0.5, Float(row) + 0.5)
                    coverage.append(min(max(0.5 - distance, 0), 1))
                }
            }
        }
    }

    /// How much of the point at (`dx`, `dy`) reference pixels from the middle of `digit` is inked.
    func ink(_ digit: Int, _ dx: Float, _ dy: Float) -> Float {
        let scale = Float(Canvas.scale)
        let x = dx * scale + Float(width) / 2 - 0.5, y = dy * scale + Float(height) / 2 - 0.5
        guard x >= 0, y >= 0, x < Float(width - 1), y < Float(height - 1) else { return 0 }
        let (column, row) = (Int(x), Int(y))
        let (fx, fy) = (x - Float(column), y - Float(row))
        return coverage.withUnsafeBufferPointer { coverage in
            let at = (digit * height + row) * width + column
            let top = coverage[at] + (coverage[at + 1] - coverage[at]) * fx
            let bottom = coverage[at + width] + (coverage[at + width + 1] - coverage[at + width]) * fx
            return top + (bottom - top) * fy
        }
    }
}
