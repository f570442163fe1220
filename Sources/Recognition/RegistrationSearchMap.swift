// A small frame freed of local light, with a margin of nothing around it, so that a window of shifts can be correlated
// at once with plain contiguous loads.

/// A low-resolution frame made ready for the wide search.
struct RegistrationSearchMap {
    /// A map, and how well the reference fits the frame there.
    struct Candidate {
        /// The map, in pixels of the level.
        var placement: Placement
        /// Correlation; comparable only within one search.
        var fit: Float
    }

    /// Half the side of the square over which local light is taken out.
    private static let window = 3
    /// Luma contrast, in steps, at which a pixel's surroundings count half.
    private static let floor: Float = 3

    private let reach: Int
    private let margin: Int
    private let width: Int
    private let height: Int
    private let values: [Float]

    /// Prepares `frame` for shifts of up to `reach` pixels each way.
    init(frame: GrayImage, reach: Int) {
        self.reach = reach
        // A window that touches the frame at all starts within one window's length of it; loads run up to 8 further.
        margin = 2 * reach + 9
        width = frame.width + 2 * margin
        height = frame.height + 2 * margin
        let even = RegistrationSearchMap.evened(frame)
        var values = [Float](repeating: 0, count: width * height)
        for y in 0..<frame.height {
            let target = (y + margin) * width + margin
            for x in 0..<frame.width { values[target + x] = even[y * frame.width + x] }
        }
        self.values = values
    }

    /// The best shift of `placement` for samples at (`xs`, `ys`) with `weights`.
    func best(xs: [Float], ys: [Float], weights: [Float], placement: Placement) -> Candidate {
        let side = 2 * reach + 1
        let blocks = (side + 7) / 8
        var sums = [SIMD8<Float>](repeating: .zero, count: side * blocks)
        sums.withUnsafeMutableBufferPointer { sums in
            values.withUnsafeBytes { bytes in
                for i in 0..<xs.count {
                    let at = placement.apply(Point(xs[i], ys[i]))
                    guard abs(at.x) < 1e5, abs(at.y) < 1e5 else { continue }
                    let x = Int(at.x.rounded(.down)) - reach + margin
                    let y = Int(at.y.rounded(.down)) - reach + margin
                    // Further out, no shift brings the sample into the frame.
                    guard x >= 0, y >= 0, x + side + 8 <= width, y + side <= height else { continue }
                    let weight = SIMD8<Float>(repeating: weights[i])
                    for row in 0..<side {
                        let start = ((y + row) * width + x) * 4
                        for block in 0..<blocks {
                            let part = bytes.loadUnaligned(fromByteOffset: start + block * 32, as: SIMD8<Float>.self)
                            sums[row * blocks + block] += part * weight
                        }
                    }
                }
            }
        }
        var found = Candidate(placement: placement, fit: -.infinity)
        for row in 0..<side {
            for column in 0..<side {
                let fit = sums[row * blocks + column / 8][column % 8]
                guard fit > found.fit else { continue }
                found.fit = fit
                let shift = Placement(shift: Point(Float(column - reach), Float(row - reach)))
                found.placement = shift.following(placement)
            }
        }
        return found
    }

    /// `picture` with the local mean taken out and the local contrast made even.
    static func evened(_ picture: GrayImage) -> [Float] {
        let (width, height) = (picture.width, picture.height)
        // Sums over all pixels above and to the left, of luma and of its square.
        var sums = [UInt32](repeating: 0, count: (width + 1) * (height + 1))
        var squares = sums
        for y in 0..<height {
            var sum: UInt32 = 0
            var square: UInt32 = 0
            for x in 0..<width {
                let luma = UInt32(picture.pixels[y * width + x])
                sum &+= luma
                square &+= luma &* luma
                let at = (y + 1) * (width + 1) + x + 1
                sums[at] = sums[at - width - 1] &+ sum
                squares[at] = squares[at - width - 1] &+ square
            }
        }
        var even = [Float](repeating: 0, count: width * height)
        for y in 0..<height {
            let (top, bottom) = (max(0, y - window) * (width + 1), min(height, y + window + 1) * (width + 1))
            for x in 0..<width {
                let (left, right) = (max(0, x - window), min(width, x + window + 1))
                let count = Float((bottom - top) / (width + 1) * (right - left))
                // Differences of wrapping sums are exact as long as one window's sum fits.
                let sum = Float(sums[bottom + right] &- sums[bottom + left] &- sums[top + right] &+ sums[top + left])
                let square = Float(
                    squares[bottom + right] &- squares[bottom + left] &- squares[top + right] &+ squares[top + left])
                let mean = sum / count
                let variance = max(0, square / count - mean * mean)
                even[y * width + x] = (Float(picture.pixels[y * width + x]) - mean) / (variance.squareRoot() + floor)
            }
        }
        return even
    }
}
