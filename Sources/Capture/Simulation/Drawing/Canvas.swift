// The upright, evenly lit face at twice the frame's resolution. Everything is drawn here in reference coordinates; the
// optics take their samples from it.

import Recognition

/// A colour picture that shapes are painted on.
struct Canvas: Sendable {
    /// Canvas pixels per reference pixel.
    static let scale = 2

    /// Columns in canvas pixels.
    let width: Int
    /// Rows in canvas pixels.
    let height: Int
    /// Red, green, blue, row by row.
    var pixels: [UInt8]

    /// A canvas for a reference frame of this size.
    init(frameWidth: Int, frameHeight: Int) {
        width = frameWidth * Canvas.scale
        height = frameHeight * Canvas.scale
        pixels = [UInt8](repeating: 0, count: width * height * 3)
    }

    /// Calls `paint` with the reference coordinates of every pixel of a rectangle and lays its colour over the pixel with
    /// its opacity.
    @inline(__always)
    mutating func paint(
        left: Float, top: Float, right: Float, bottom: Float,
        _ paint: (_ x: Float, _ y: Float) -> (colour: Colour, opacity: Float)
    ) {
        let scale = Float(Canvas.scale)
        let x0 = max(0, Int((left * scale).rounded(.down)) - 1), x1 = min(width, Int((right * scale).rounded(.up)) + 1)
        let y0 = max(0, Int((top * scale).rounded(.down)) - 1), y1 = min(height, Int((bottom * scale).rounded(.up)) + 1)
        guard x0 < x1, y0 < y1 else { return }
        let width = self.width
        pixels.withUnsafeMutableBufferPointer { pixels in
            var j = y0
            while j < y1 {
                let y = (Float(j) + 0.5) / scale
                var i = x0
                var at = 3 * (j * width + x0)
                while i < x1 {
                    let (colour, opacity) = paint((Float(i) + 0.5) / scale, y)
                    if opacity > 0 {
                        pixels[at] = Canvas.blend(pixels[at], colour.red, opacity)
                        pixels[at + 1] = Canvas.blend(pixels[at + 1], colour.green, opacity)
                        pixels[at + 2] = Canvas.blend(pixels[at + 2], colour.blue, opacity)
                    }
                    i += 1
                    at += 3
                }
                j += 1
            }
        }
    }

    /// Fills a shape; `soft` blurs its edge over that many reference pixels (for shadows).
    mutating func fill(_ shape: Shape, _ colour: Colour, opacity: Float = 1, soft: Float = 0) {
        fill(shape, opacity: opacity, soft: soft) { _, _ in colour }
    }

    /// Fills a shape with a colour that depends on the place.
    @inline(__always)
    mutating func fill(
        _ shape: Shape, opacity: Float = 1, soft: Float = 0, _ colour: (_ x: Float, _ y: Float) -> Colour
    ) {
        let bounds = shape.bounds
        guard bounds.left <= bounds.right else { return }  // the strokes of a space
        let edge = max(soft, 1 / Float(Canvas.scale))
        paint(
            left: bounds.left - edge, top: bounds.top - edge, right: bounds.right + edge, bottom: bounds.bottom + edge
        ) { x, y in
            let coverage = min(max(0.5 - shape.distance(x, y) / edge, 0), 1)
            guard coverage > 0 else { return (Colour.black, 0) }
            let eased = soft > 0 ? coverage * coverage * (3 - 2 * coverage) : coverage
            return (colour(x, y), eased * opacity)
        }
    }

    private static func blend(_ below: UInt8, _ above: Float, _ opacity: Float) -> UInt8 {
        let value = Float(below) + (above - Float(below)) * opacity
        return UInt8(min(max(value + 0.5, 0), 255))
    }
}
