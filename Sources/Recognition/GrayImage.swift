// An 8-bit luma picture, row by row without padding.
// Coordinates are continuous: pixel (x, y) covers [x, x+1) × [y, y+1), so its centre lies at (x + 0.5, y + 0.5).

/// A gray picture of `width` × `height` pixels.
public struct GrayImage: Sendable, Equatable {
    /// Pixels in a row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Luma, 0 = black, row-major, `width * height` values.
    public var pixels: [UInt8]

    /// Takes over `pixels`, which must hold exactly `width * height` values.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width >= 0 && height >= 0 && pixels.count == width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A picture of one colour.
    public init(width: Int, height: Int, filledWith luma: UInt8 = 0) {
        self.init(width: width, height: height, pixels: [UInt8](repeating: luma, count: width * height))
    }

    /// The luma at column `x` of row `y`.
    public subscript(x: Int, y: Int) -> UInt8 {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }
}
