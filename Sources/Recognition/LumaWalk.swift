// Bilinear luma at evenly spaced places on a straight line that lies inside a picture, four places at a time, in fixed-point
// coordinates: no check and no conversion for any of the places. Outside, or too near the border, the caller has to look at
// every place itself.

/// A walk along a line in a picture.
struct LumaWalk {
    /// Places of a step of the walk.
    static let stride = 4
    /// Columns or rows of the longest walk whose coordinates fit.
    private static let lengthMax: Float = 2000
    /// Bits of the coordinates' fraction: a walk of two hundred places ends within a ten-thousandth of a pixel.
    private static let bits: Int32 = 20

    /// The pixel at whose middle the coordinates are zero.
    private let origin: UnsafePointer<UInt8>
    private let pitch: Int
    private var x: SIMD4<Int32>
    private var y: SIMD4<Int32>
    private let strideX: Int32
    private let strideY: Int32

    /// A walk from (`x`, `y`), which is a continuous place (see GrayImage), in steps of (`stepX`, `stepY`). All places must lie
    /// within `LumaWalk.contains`.
    @inline(__always)
    init(_ pixels: UnsafePointer<UInt8>, pitch: Int, x: Double, y: Double, stepX: Double, stepY: Double) {
        self.pitch = pitch
        let (column, row) = (Int(x), Int(y))
        origin = pixels + (row &* pitch &+ column)
        self.x = LumaWalk.four(x - 0.5 - Double(column), stepX)
        self.y = LumaWalk.four(y - 0.5 - Double(row), stepY)
        (strideX, strideY) = (LumaWalk.fixed(4 * stepX), LumaWalk.fixed(4 * stepY))
    }

    /// `value` in fixed-point numbers: after adding 1.5·2⁵² in their unit, a double's lowest bits are the whole number.
    @inline(__always)
    private static func fixed(_ value: Double) -> Int32 {
        let shift = 1.5 * 4_503_599_627_370_496
        return Int32(truncatingIfNeeded: (value * Double(1 &<< bits) + shift).bitPattern)
    }

    /// The first four places.
    @inline(__always)
    private static func four(_ first: Double, _ step: Double) -> SIMD4<Int32> {
        SIMD4(fixed(first), fixed(first + step), fixed(first + 2 * step), fixed(first + 3 * step))
    }

    /// The luma at the next four places.
    @inline(__always)
    mutating func next() -> SIMD4<Float> {
        let rows = (y &>> LumaWalk.bits) &* SIMD4(repeating: Int32(truncatingIfNeeded: pitch))
        let corners = rows &+ (x &>> LumaWalk.bits)
        let (u, v) = (LumaWalk.share(x), LumaWalk.share(y))
        x &+= SIMD4(repeating: strideX)
        y &+= SIMD4(repeating: strideY)
        let upper = LumaWalk.between(pairs(origin, corners), u)
        let lower = LumaWalk.between(pairs(origin + pitch, corners), u)
        return upper + (lower - upper) * v
    }

    /// Each pixel and its right neighbour, in the lower two bytes.
    @inline(__always)
    private func pairs(_ pixels: UnsafePointer<UInt8>, _ corners: SIMD4<Int32>) -> SIMD4<UInt32> {
        func pair(_ corner: Int32) -> UInt32 {
            let memory = UnsafeRawPointer(pixels + Int(corner))
            return UInt32(UInt16(littleEndian: memory.loadUnaligned(as: UInt16.self)))
        }
        return SIMD4(pair(corners[0]), pair(corners[1]), pair(corners[2]), pair(corners[3]))
    }

    /// The luma of pairs at this share of the way from left to right. As the lowest bits of 2²³, whole numbers are floats.
    @inline(__always)
    private static func between(_ pairs: SIMD4<UInt32>, _ share: SIMD4<Float>) -> SIMD4<Float> {
        let ground = SIMD4<UInt32>(repeating: 0x4B00_0000)
        let left = unsafeBitCast(pairs & 0xFF | ground, to: SIMD4<Float>.self)
        let right = unsafeBitCast(pairs &>> 8 | ground, to: SIMD4<Float>.self)
        return (left - 8_388_608) + (right - left) * share
    }

    /// The fraction of fixed-point coordinates. As the bits behind the point of 1, fractions are floats.
    @inline(__always)
    private static func share(_ place: SIMD4<Int32>) -> SIMD4<Float> {
        let fraction = (place & ((1 &<< bits) &- 1)) &<< (23 &- bits)
        return unsafeBitCast(fraction | SIMD4(repeating: 0x3F80_0000), to: SIMD4<Float>.self) - 1
    }

    /// Whether a picture of this size has four pixels around every place between (`left`, `top`) and (`right`, `bottom`), with a
    /// little to spare for rounding, and the way is not too long for a walk.
    static func contains(
        width: Int, height: Int, left: Float, top: Float, right: Float, bottom: Float
    ) -> Bool {
        left >= 0.51 && top >= 0.51 && right < Float(width) - 0.51 && bottom < Float(height) - 0.51
            && right - left <= lengthMax && bottom - top <= lengthMax
    }
}
