// Which way the straight edges of a picture run: a meter's frame, its window, its print and its digits nearly all run along the row or
// across it, so a search for the row does best to begin there, however the camera hangs.

/// The ways of a picture's edges, apart from quarters of a turn.
enum EdgeWays {
    /// Sides of the picture that is looked at: in a larger one it is the grain that is seen.
    private static let side = 640
    /// Differences of luma over two pixels below this are no edge; those above the other count no more than it.
    private static let (least, most): (Float, Float) = (12, 96)
    /// Parts of a quarter of a turn.
    private static let bins = 90
    /// Parts on either side that belong to the same edges.
    private static let reach = 3
    /// Parts between one way and another.
    private static let apart = 9
    /// What a second way has at least, as a share of the first.
    private static let secondShare: Float = 0.5

    /// The ways most edges run, as directions from rightwards to downwards, the strongest first; two at most.
    static func strongest(of pyramid: Pyramid) -> [Point] {
        let smallest = pyramid.levels[pyramid.levels.count - 1]
        let picture = pyramid.levels.first { max($0.width, $0.height) <= side } ?? smallest
        let weights = weights(of: picture)
        let sums = (0..<bins).map { middle in
            (-reach...reach).reduce(Float(0)) { $0 + weights[($1 + middle + bins) % bins] }
        }
        guard let first = sums.indices.max(by: { sums[$0] < sums[$1] }), sums[first] > 0 else { return [] }
        let others = sums.indices.filter { bin in
            let between = abs(bin - first)
            return min(between, bins - between) >= apart && sums[bin] >= sums[first] * secondShare
        }
        let second = others.max { sums[$0] < sums[$1] }
        return ([first] + (second.map { [$0] } ?? [])).map { way(around: $0, weights) }
    }

    /// How much edge there is in each part of a quarter of a turn.
    private static func weights(of picture: GrayImage) -> [Float] {
        var weights = [Float](repeating: 0, count: bins)
        guard picture.width >= 3, picture.height >= 3 else { return weights }
        picture.pixels.withUnsafeBufferPointer { pixels in
            for y in 1..<(picture.height - 1) {
                for x in 1..<(picture.width - 1) {
                    let edge = slope(pixels, y * picture.width + x, picture.width)
                    let strength = edge.length
                    guard strength >= least else { continue }
                    let folded = edge.folded
                    let part = folded.y / (folded.x + folded.y)
                    weights[min(Int(part * Float(bins)), bins - 1)] += min(strength, most)
                }
            }
        }
        return weights
    }

    /// The slope of the luma at a pixel over two pixels, by weights that favour no direction.
    @inline(__always)
    private static func slope(_ pixels: UnsafeBufferPointer<UInt8>, _ at: Int, _ pitch: Int) -> Point {
        func luma(_ place: Int) -> Float { Float(pixels[place]) }
        let falling = luma(at + pitch + 1) - luma(at - pitch - 1)
        let rising = luma(at - pitch + 1) - luma(at + pitch - 1)
        let (across, down) = (luma(at + 1) - luma(at - 1), luma(at + pitch) - luma(at - pitch))
        return Point((3 * (falling + rising) + 10 * across) / 16, (3 * (falling - rising) + 10 * down) / 16)
    }

    /// The mean of the directions around a part.
    private static func way(around middle: Int, _ weights: [Float]) -> Point {
        var sum = Point(0, 0)
        for bin in (middle - reach)...(middle + reach) {
            let place = (bin + bins) % bins
            let part = (Float(place) + 0.5) / Float(bins)
            var direction = Point(1 - part, part)
            direction = direction * (weights[place] / direction.length)
            // What lies before the first part or behind the last is a quarter away.
            if bin < 0 { direction = Point(direction.y, -direction.x) }
            if bin >= bins { direction = Point(-direction.y, direction.x) }
            sum = sum + direction
        }
        let folded = sum.folded
        return folded * (1 / folded.length)
    }
}

extension Point {
    /// The same turned by quarters until it points rightwards and down, straight to the right included.
    var folded: Point {
        if x > 0, y >= 0 { return self }
        if x <= 0, y > 0 { return Point(y, -x) }
        return x < 0 ? Point(-x, -y) : Point(-y, x)
    }

    /// The same and what one, two and three quarters of a turn make of it.
    var quarters: [Point] { [self, Point(-y, x), Point(-x, -y), Point(y, -x)] }
}
