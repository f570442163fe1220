// Which places of a picture are flat, and which are red: sums over squares of any size, from running sums.

/// Running sums over a picture.
struct PlainPlaces: Sendable {
    /// From this redness on a pixel is red, of 255.
    private static let red: UInt8 = 35
    /// Half sides, against a dial's radius, of the square that a red needle fills, and of those between which it leaves the rim free.
    private static let (hub, rim, edge): (Float, Float, Float) = (0.33, 0.7, 0.95)
    /// The red share of the hub from which on there is no doubt.
    private static let plenty: Float = 0.3

    private let width: Int
    private let height: Int
    private let sums: [UInt64]
    private let squares: [UInt64]
    private let reds: [UInt64]

    /// The sums over `picture`, and over how red its pixels are.
    init(_ picture: GrayImage, redness: GrayImage?) {
        (width, height) = (picture.width, picture.height)
        sums = PlainPlaces.run(picture) { UInt64($0) }
        squares = PlainPlaces.run(picture) { UInt64($0) * UInt64($0) }
        reds = redness.map { PlainPlaces.run($0) { $0 >= PlainPlaces.red ? 1 : 0 } } ?? []
    }

    /// Whether colours are known.
    var knowsRed: Bool { !reds.isEmpty }

    private static func run(_ picture: GrayImage, _ value: (UInt8) -> UInt64) -> [UInt64] {
        let pitch = picture.width + 1
        var sums = [UInt64](repeating: 0, count: pitch * (picture.height + 1))
        for y in 0..<picture.height {
            var sum: UInt64 = 0
            for x in 0..<picture.width {
                sum += value(picture.pixels[y * picture.width + x])
                sums[(y + 1) * pitch + x + 1] = sums[y * pitch + x + 1] + sum
            }
        }
        return sums
    }

    /// The sum over the square around `centre`, and how many pixels of it lie in the picture.
    private func sum(_ sums: [UInt64], _ centre: Point, _ half: Float) -> (sum: Float, count: Float) {
        let (left, right) = (clamped(centre.x - half, width), clamped(centre.x + half, width))
        let (top, bottom) = (clamped(centre.y - half, height), clamped(centre.y + half, height))
        let pitch = width + 1
        let all = sums[bottom * pitch + right] + sums[top * pitch + left]
        let rest = sums[bottom * pitch + left] + sums[top * pitch + right]
        return (Float(all - rest), Float(max((right - left) * (bottom - top), 1)))
    }

    private func clamped(_ place: Float, _ most: Int) -> Int { Int(min(max(place.rounded(), 0), Float(most))) }

    /// The deviation of the luma in the square within a circle.
    func deviation(_ centre: Point, _ radius: Float) -> Float {
        let (sum, count) = sum(sums, centre, radius * 0.7)
        let mean = sum / count
        return max(self.sum(squares, centre, radius * 0.7).sum / count - mean * mean, 0).squareRoot()
    }

    /// How little of a red needle on a rim that is not red there is, from 0 to 1; 0 where nobody knows of colours.
    func paleness(_ centre: Point, _ radius: Float) -> Float {
        guard !reds.isEmpty else { return 0 }
        let hub = sum(reds, centre, radius * PlainPlaces.hub)
        let (inner, outer) = (sum(reds, centre, radius * PlainPlaces.rim), sum(reds, centre, radius * PlainPlaces.edge))
        let rim = (outer.sum - inner.sum) / max(outer.count - inner.count, 1)
        return 1 - min(max((hub.sum / hub.count - 2 * rim) / PlainPlaces.plenty, 0), 1)
    }
}
