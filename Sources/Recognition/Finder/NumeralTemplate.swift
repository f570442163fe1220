// A drawn digit that is laid over a picture: how alike the two are, whatever their brightness and contrast, dark on light or light on
// dark.

/// A digit's picture, without its mean and of length one.
struct NumeralTemplate: Sendable {
    /// Height of the digit in pixels, and what is left free around it.
    static let (height, margin) = (28, 3)

    let width: Int
    let rows: Int
    private let values: [Float]

    /// The strokes drawn `aspect` as wide as high with a pen of `weight` times the height, leaning by `slant` times the height.
    init(_ lines: [[Point]], aspect: Float, weight: Float, slant: Float) {
        let height = Float(NumeralTemplate.height)
        let pen = weight * height
        let (across, down) = (aspect * height - pen, height - pen)
        let margin = Float(NumeralTemplate.margin)
        width = Int(aspect * height + slant * height) + 2 * NumeralTemplate.margin
        rows = NumeralTemplate.height + 2 * NumeralTemplate.margin
        let strokes = lines.map { line in
            line.map {
                Point(margin + pen / 2 + $0.x * across + slant * (1 - $0.y) * height, margin + pen / 2 + $0.y * down)
            }
        }
        var values: [Float] = []
        for row in 0..<rows {
            for column in 0..<width {
                let place = Point(Float(column) + 0.5, Float(row) + 0.5)
                let distance = strokes.map { NumeralTemplate.distance(place, $0) }.reduce(.infinity, min) - pen / 2
                values.append(min(max(0.5 - distance, 0), 1))
            }
        }
        let mean = values.reduce(0, +) / Float(values.count)
        let length = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot()
        self.values = values.map { ($0 - mean) / max(length, 1e-6) }
    }

    /// How well the template fits where in `picture` it fits best, 0 … 1: drawn light on dark, and dark on light.
    func likeness(in picture: GrayImage) -> SIMD2<Float> {
        guard picture.width >= width, picture.height >= rows else { return .zero }
        var best = SIMD2<Float>.zero
        picture.pixels.withUnsafeBufferPointer { pixels in
            values.withUnsafeBufferPointer { values in
                for top in 0...(picture.height - rows) {
                    for left in 0...(picture.width - width) {
                        let own = correlation(pixels, values, from: top * picture.width + left, picture.width)
                        best.replace(with: SIMD2(own, -own), where: SIMD2(own, -own) .> best)
                    }
                }
            }
        }
        return best
    }

    @inline(__always)
    private func correlation(
        _ pixels: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<Float>, from start: Int, _ stride: Int
    ) -> Float {
        var (product, sum, square): (Float, Float, Float) = (0, 0, 0)
        for row in 0..<rows {
            for column in 0..<width {
                let luma = Float(pixels[start + row * stride + column])
                product += luma * values[row * width + column]
                sum += luma
                square += luma * luma
            }
        }
        let energy = square - sum * sum / Float(values.count)
        return energy > Float(values.count) ? product / energy.squareRoot() : 0
    }

    /// How far a place lies from a line of several pieces.
    static func distance(_ place: Point, _ line: [Point]) -> Float {
        zip(line, line.dropFirst()).map { from, to in
            let along = to - from
            let length = max(along.x * along.x + along.y * along.y, 1e-6)
            let share = ((place.x - from.x) * along.x + (place.y - from.y) * along.y) / length
            return (place - (from + along * min(max(share, 0), 1))).length
        }.reduce(.infinity, min)
    }
}
