// An 8-bit RGB picture, as the simulated camera draws it.
// Its luma is the one a JPEG decoder would give.

import Recognition

/// A colour picture of `width` × `height` pixels, red, green and blue interleaved, row by row without padding.
public struct ColourImage: Sendable, Equatable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// `width * height * 3` values.
    public var pixels: [UInt8]

    /// Takes over `pixels`, which must hold exactly `width * height * 3` values.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width >= 0 && height >= 0 && pixels.count == width * height * 3)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The luma of the picture (ITU-R BT.601, as in JFIF).
    public var gray: GrayImage {
        var luma = [UInt8](repeating: 0, count: width * height)
        for i in 0..<luma.count {
            let sum = 19_595 * Int(pixels[3 * i]) + 38_470 * Int(pixels[3 * i + 1]) + 7_471 * Int(pixels[3 * i + 2])
            luma[i] = UInt8((sum + 32_768) >> 16)
        }
        return GrayImage(width: width, height: height, pixels: luma)
    }
}
