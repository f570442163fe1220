// Bilinear luma at evenly spaced places on a straight line that lies inside a picture, in fixed-point numbers: no check and
// no conversion for any of the places. Outside, or too near the border, the caller has to look at every place itself.

/// A walk along a line in a picture.
struct LumaWalk {
    /// What a sum of luma is multiplied with to be in steps of luma.
    static let unit: Float = 1 / 4_294_967_296

    private let pixels: UnsafePointer<UInt8>
    private let pitch: Int
    // 32 bits for the fraction: even 8,000 steps do not add up to an error.
    private var x: Int64
    private var y: Int64
    private let stepX: Int64
    private let stepY: Int64

    /// A walk from (`x`, `y`), which is a continuous place (see GrayImage), in steps of (`stepX`, `stepY`). All places must lie
    /// within `LumaWalk.contains`.
    @inline(__always)
    init(_ pixels: UnsafePointer<UInt8>, pitch: Int, x: Double, y: Double, stepX: Double, stepY: Double) {
        self.pixels = pixels
        self.pitch = pitch
        self.x = LumaWalk.fixed(x - 0.5)
        self.y = LumaWalk.fixed(y - 0.5)
        self.stepX = LumaWalk.fixed(stepX)
        self.stepY = LumaWalk.fixed(stepY)
    }

    /// `value`, which is below a million, with 32 bits of fraction: after adding 1.5·2⁵² in that unit, a double's lowest bits
    /// are the whole number.
    @inline(__always)
    private static func fixed(_ value: Double) -> Int64 {
        let shift = 1.5 * 4_503_599_627_370_496
        return Int64(bitPattern: (value * 4_294_967_296 + shift).bitPattern &- shift.bitPattern)
    }

    /// The sum of luma at the next `count` places, in units of `unit`.
    @inline(__always)
    mutating func sum(_ count: Int) -> Int64 {
        var sum: Int64 = 0
        for _ in 0..<count {
            let corner = pixels + (Int(truncatingIfNeeded: y &>> 32) &* pitch &+ Int(truncatingIfNeeded: x &>> 32))
            let (u, v) = ((x &>> 16) & 0xFFFF, (y &>> 16) & 0xFFFF)
            let (upperLeft, lowerLeft) = (Int64(corner[0]), Int64(corner[pitch]))
            let upper = upperLeft &<< 16 &+ (Int64(corner[1]) &- upperLeft) &* u
            let lower = lowerLeft &<< 16 &+ (Int64(corner[pitch &+ 1]) &- lowerLeft) &* u
            sum &+= upper &<< 16 &+ (lower &- upper) &* v
            x &+= stepX
            y &+= stepY
        }
        return sum
    }

    /// Whether a picture of this size has four pixels around every place between (`left`, `top`) and (`right`, `bottom`), with a
    /// little to spare for rounding.
    static func contains(
        width: Int, height: Int, left: Float, top: Float, right: Float, bottom: Float
    ) -> Bool {
        left >= 0.51 && top >= 0.51 && right < Float(width) - 0.51 && bottom < Float(height) - 0.51
    }
}
