// How a search for digits looks at a picture: which way the digits run and how large they are. The picture is resampled so that a
// digit of that size fills the dial network's grid wherever it is cut out upright.

/// One direction and size of digits.
struct FinderView: Sendable {
    /// The unit vector along the row as read.
    let across: Point
    /// The unit vector down the digits as read.
    var down: Point { Point(-across.y, across.x) }
    /// Height of a digit's window in picture pixels.
    let height: Float
    /// Width of a digit's window against its height.
    let aspect: Float

    /// Picture pixels per column of the view.
    var stepX: Float { height * aspect / Float(DialPatch.width) }
    /// Picture pixels per row of the view.
    var stepY: Float { height / Float(DialPatch.height) }

    /// The picture seen so; what lies beyond its border is the border repeated.
    func picture(of pyramid: Pyramid) -> FinderPicture {
        let whole = pyramid.levels[0]
        let (width, height) = (Float(whole.width), Float(whole.height))
        let corners = [Point(0, 0), Point(width, 0), Point(0, height), Point(width, height)]
        let us = corners.map { $0.x * across.x + $0.y * across.y }
        let vs = corners.map { $0.x * down.x + $0.y * down.y }
        let (u, v) = (us.min() ?? 0, vs.min() ?? 0)
        let columns = Int(((us.max() ?? 0) - u) / stepX)
        let rows = Int(((vs.max() ?? 0) - v) / stepY)
        let level = pyramid.level(step: min(stepX, stepY))
        let origin = across * u + down * v
        let image = FinderView.sample(
            pyramid.levels[level], columns: columns, rows: rows, reduced: Float(1 << level), origin: origin,
            across * stepX, down * stepY)
        return FinderPicture(view: self, origin: origin, size: Point(width, height), image: image)
    }

    static func sample(
        _ source: GrayImage, columns: Int, rows: Int, reduced: Float, origin: Point, _ stepX: Point, _ stepY: Point
    ) -> GrayImage {
        guard columns > 0, rows > 0 else { return GrayImage(width: 0, height: 0) }
        let pixels = [UInt8](unsafeUninitializedCapacity: columns * rows) { out, count in
            source.pixels.withUnsafeBufferPointer { pixels in
                for row in 0..<rows {
                    let start = origin + stepY * (Float(row) + 0.5)
                    for column in 0..<columns {
                        let place = (start + stepX * (Float(column) + 0.5)) * (1 / reduced)
                        let luma = interpolate(pixels, source.width, source.height, at: place)
                        out[row * columns + column] = UInt8(min(max(luma + 0.5, 0), 255))
                    }
                }
            }
            count = columns * rows
        }
        return GrayImage(width: columns, height: rows, pixels: pixels)
    }
}
