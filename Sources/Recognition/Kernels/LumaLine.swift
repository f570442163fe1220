// A straight line in a picture along which luma is taken at evenly spaced places, in fixed-point coordinates: no check and no
// conversion for any of the places. What is too near the picture's border, or too long, has to be looked at place by place.

/// A line of places, four numbers side by side.
struct LumaLine {
    /// Bits of the coordinates' fraction: a line of two hundred places ends within a ten-thousandth of a pixel.
    static let bits: Int32 = 20
    /// Columns or rows of the largest part of a picture whose coordinates fit.
    private static let lengthMax: Float = 2000
    /// How near the picture's border a place may lie: half a pixel, and a little to spare for rounding.
    private static let border: Float = 0.51

    /// The first place, from the middle of the pixel that coordinates count from, and the step from each place to the next.
    var (x, y, stepX, stepY): (Int32, Int32, Int32, Int32)

    /// The line from (`x`, `y`), a continuous place (see GrayImage), in steps of (`stepX`, `stepY`), in coordinates that count from
    /// the middle of the pixel at (`column`, `row`).
    @inline(__always)
    init(x: Double, y: Double, stepX: Double, stepY: Double, column: Int, row: Int) {
        self.x = LumaLine.fixed(x - 0.5 - Double(column))
        self.y = LumaLine.fixed(y - 0.5 - Double(row))
        self.stepX = LumaLine.fixed(stepX)
        self.stepY = LumaLine.fixed(stepY)
    }

    /// `value` in fixed-point numbers: after adding 1.5·2⁵² in their unit, a double's lowest bits are the whole number.
    @inline(__always)
    private static func fixed(_ value: Double) -> Int32 {
        let shift = 1.5 * 4_503_599_627_370_496
        return Int32(truncatingIfNeeded: (value * Double(1 &<< bits) + shift).bitPattern)
    }

    /// The pixel that the coordinates of places between (`left`, `top`) and (`right`, `bottom`) count from, so that none is below
    /// zero; nil unless a picture of this size has four pixels around every such place and the coordinates fit.
    static func origin(
        width: Int, height: Int, left: Float, top: Float, right: Float, bottom: Float
    ) -> (column: Int, row: Int)? {
        guard left >= border, top >= border, right < Float(width) - border, bottom < Float(height) - border,
            right - left <= lengthMax, bottom - top <= lengthMax
        else { return nil }
        return (Int(left - border), Int(top - border))
    }
}
