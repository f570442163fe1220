// A camera's picture turned as its card says that the camera hangs: what a reference frame of that card looks like.
// What lies outside the picture is its border, repeated.

import Recognition

/// Pictures turned about their middle.
enum TurnedPicture {
    /// `image`, turned back by `rotation` degrees clockwise, `width` × `height` pixels of it.
    static func make(_ image: GrayImage, rotation: Double, width: Int, height: Int) -> GrayImage {
        let place = Placement(
            turned: rotation, middle: Point(Float(width) / 2, Float(height) / 2),
            to: Point(Float(image.width) / 2, Float(image.height) / 2))
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height)
        for row in 0..<height {
            for column in 0..<width {
                let from = place.apply(Point(Float(column) + 0.5, Float(row) + 0.5))
                pixels.append(luma(image, from.x - 0.5, from.y - 0.5))
            }
        }
        return GrayImage(width: width, height: height, pixels: pixels)
    }

    private static func luma(_ image: GrayImage, _ x: Float, _ y: Float) -> UInt8 {
        let (x, y) = (min(max(x, 0), Float(image.width - 1)), min(max(y, 0), Float(image.height - 1)))
        let (left, top) = (Int(x), Int(y))
        let (right, bottom) = (min(left + 1, image.width - 1), min(top + 1, image.height - 1))
        let (fx, fy) = (x - Float(left), y - Float(top))
        func at(_ column: Int, _ row: Int) -> Float { Float(image.pixels[row * image.width + column]) }
        let above = at(left, top) * (1 - fx) + at(right, top) * fx
        let below = at(left, bottom) * (1 - fx) + at(right, bottom) * fx
        return UInt8((above * (1 - fy) + below * fy).rounded())
    }
}
