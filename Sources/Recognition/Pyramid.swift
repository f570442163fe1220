// A picture at full size, half, quarter and so on. A pixel of a level is the mean of four pixels of the level below, so
// the continuous coordinates of a level are those of the picture divided by a power of two, with no offset.

/// A picture and its reductions by powers of two.
struct Pyramid: Sendable {
    /// The picture, then each reduction by half; never empty.
    let levels: [GrayImage]

    /// Reduces `picture` until there are `count` levels.
    init(_ picture: GrayImage, count: Int) {
        var levels = [picture]
        while levels.count < count { levels.append(Pyramid.halved(levels[levels.count - 1])) }
        self.levels = levels
    }

    /// The picture at half size; an odd last row or column is dropped.
    static func halved(_ picture: GrayImage) -> GrayImage {
        let width = picture.width / 2
        let height = picture.height / 2
        let stride = picture.width
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { out, count in
            picture.pixels.withUnsafeBufferPointer { source in
                for y in 0..<height {
                    let upper = source.baseAddress! + 2 * y * stride
                    let lower = upper + stride
                    let row = out.baseAddress! + y * width
                    var x = 0
                    while x &+ 8 <= width {
                        let sum = pairs(upper + 2 &* x) &+ pairs(lower + 2 &* x) &+ 2
                        let mean = SIMD8<UInt8>(truncatingIfNeeded: sum &>> 2)
                        UnsafeMutableRawPointer(row + x).storeBytes(of: mean, as: SIMD8<UInt8>.self)
                        x &+= 8
                    }
                    while x < width {
                        let left = UInt16(upper[2 &* x]) &+ UInt16(lower[2 &* x])
                        let right = UInt16(upper[2 &* x &+ 1]) &+ UInt16(lower[2 &* x &+ 1])
                        row[x] = UInt8(truncatingIfNeeded: (left &+ right &+ 2) &>> 2)
                        x &+= 1
                    }
                }
            }
            count = width * height
        }
        return GrayImage(width: width, height: height, pixels: pixels)
    }

    /// The sums of eight neighbouring pairs of pixels, whichever of a pair lies in the lower byte.
    @inline(__always)
    private static func pairs(_ pixels: UnsafePointer<UInt8>) -> SIMD8<UInt16> {
        let both = UnsafeRawPointer(pixels).loadUnaligned(as: SIMD8<UInt16>.self)
        return (both & 0xFF) &+ (both &>> 8)
    }
}
