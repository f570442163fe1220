// The upright, evenly lit face at twice the frame's resolution. Everything is drawn here in reference coordinates;
// the optics take their samples from it.

import Recognition

/// A colour picture that shapes are painted on.
struct Canvas: Sendable {
    /// Canvas pixels per reference pixel.
    static let scale = 2

    /// Columns in canvas pixels; the frame's is a multiple of four reference pixels.
    let width: Int
    /// Rows in canvas pixels.
    let height: Int
    /// Red, green, blue, row by row.
    var pixels: [UInt8]

    /// A canvas for a reference frame of this size.
    init(frameWidth: Int, frameHeight: Int) {
        precondition(frameWidth % Canvas.tile == 0 && frameHeight % Canvas.tile == 0)
        width = frameWidth * Canvas.scale
        height = frameHeight * Canvas.scale
        pixels = [UInt8](repeating: 0, count: width * height * 3)
    }

    /// Calls `paint` with the reference coordinates of every pixel of a rectangle and lays its colour over the pixel
    /// with its opacity.
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
    ///
    /// Distances tell how far the next edge is, so tiles that are wholly outside cost one look, and reference pixels
    /// that are wholly inside one colour.
    @inline(__always)
    mutating func fill(
        _ shape: Shape, opacity: Float = 1, soft: Float = 0, _ colour: (_ x: Float, _ y: Float) -> Colour
    ) {
        let bounds = shape.bounds
        guard bounds.left <= bounds.right else { return }  // the strokes of a space
        let edge = max(soft, 1 / Float(Canvas.scale))
        let columns = Canvas.tiles(from: bounds.left - edge, to: bounds.right + edge, count: width / Canvas.scale)
        let rows = Canvas.tiles(from: bounds.top - edge, to: bounds.bottom + edge, count: height / Canvas.scale)
        let tile = Canvas.tile
        for row in rows {
            for column in columns {
                let middle = (x: Float(column * tile) + Float(tile) / 2, y: Float(row * tile) + Float(tile) / 2)
                if shape.distance(middle.x, middle.y) > edge / 2 + Float(tile) * 0.75 { continue }
                var block = 0
                while block < tile * tile {
                    let (i, j) = (column * tile + block % tile, row * tile + block / tile)
                    block += 1
                    let (x, y) = (Float(i) + 0.5, Float(j) + 0.5)
                    let distance = shape.distance(x, y)
                    if distance > edge / 2 + 0.75 { continue }
                    if distance < -edge / 2 - 0.75 || soft > 3 {
                        let share = Canvas.coverage(distance, edge: edge, soft: soft > 0) * opacity
                        lay(colour(x, y), share, column: i, row: j)
                    } else {
                        for (dx, dy) in Canvas.corners {
                            let part = shape.distance(x + dx, y + dy)
                            let share = Canvas.coverage(part, edge: edge, soft: soft > 0) * opacity
                            if share <= 0 { continue }
                            let at = 3 * ((2 * j + (dy > 0 ? 1 : 0)) * width + 2 * i + (dx > 0 ? 1 : 0))
                            lay(colour(x + dx, y + dy), share, at: at)
                        }
                    }
                }
            }
        }
    }

    /// Reference pixels per side of a tile.
    private static let tile = 4
    /// The middles of the four canvas pixels of a reference pixel, from its own middle.
    private static let corners: [(Float, Float)] = [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)]

    private static func tiles(from low: Float, to high: Float, count: Int) -> Range<Int> {
        let first = max(0, Int((low / Float(tile)).rounded(.down)))
        let end = min(count / tile, Int((high / Float(tile)).rounded(.up)))
        return first..<max(first, end)
    }

    private static func coverage(_ distance: Float, edge: Float, soft: Bool) -> Float {
        let share = min(max(0.5 - distance / edge, 0), 1)
        return soft ? share * share * (3 - 2 * share) : share
    }

    /// Lays a colour over the four canvas pixels of a reference pixel.
    private mutating func lay(_ colour: Colour, _ opacity: Float, column: Int, row: Int) {
        if opacity <= 0 { return }
        let at = 3 * (2 * row * width + 2 * column)
        lay(colour, opacity, at: at)
        lay(colour, opacity, at: at + 3)
        lay(colour, opacity, at: at + 3 * width)
        lay(colour, opacity, at: at + 3 * width + 3)
    }

    private mutating func lay(_ colour: Colour, _ opacity: Float, at: Int) {
        pixels[at] = Canvas.blend(pixels[at], colour.red, opacity)
        pixels[at + 1] = Canvas.blend(pixels[at + 1], colour.green, opacity)
        pixels[at + 2] = Canvas.blend(pixels[at + 2], colour.blue, opacity)
    }

    @inline(__always)
    private static func blend(_ below: UInt8, _ above: Float, _ opacity: Float) -> UInt8 {
        let old = Float(Int(below))
        let value = Int(old + (above - old) * opacity + 0.5)
        return UInt8(truncatingIfNeeded: value < 0 ? 0 : value > 255 ? 255 : value)
    }
}
