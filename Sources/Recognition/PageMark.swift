// Which page of a display that takes turns is shown: a part of the reference frame that looks so on the right page alone, such as
// the sign of the unit, is held against the same place of a frame. Light, contrast and the rim of a reflection do not matter, what is
// lit does.

/// The mark of the page that carries the register.
public struct PageMark: Sendable {
    /// Points compared each way.
    private static let steps = 48
    /// Half the side of the square, in points, whose mean is taken for local light.
    private static let window = 6
    /// A frame that looks less like the mark, by correlation, shows another page.
    public static let likenessMin: Float = 0.72

    private let area: Quad
    private let reference: [Float]
    private let energy: Float

    /// The mark in `area` of the reference frame; nil if there is nothing to be seen there.
    public init?(reference: GrayImage, area: Quad) {
        self.area = area
        let seen = PageMark.samples(area, of: reference, origin: Point(0, 0), placement: .identity)
        (self.reference, energy) = PageMark.centred(seen)
        guard energy > Float(seen.count) * RegistrationLimits.contrast * RegistrationLimits.contrast else { return nil }
    }

    /// How much the place of the mark in `frame` looks like it, −1 … 1.
    public func likeness(in frame: GrayImage, origin: Point, placement: Placement) -> Float {
        let (seen, own) = PageMark.centred(PageMark.samples(area, of: frame, origin: origin, placement: placement))
        guard own > 0 else { return 0 }
        var product: Float = 0
        for i in 0..<seen.count { product += seen[i] * reference[i] }
        return product / (own * energy).squareRoot()
    }

    private static func samples(_ area: Quad, of frame: GrayImage, origin: Point, placement: Placement) -> [Int32] {
        var samples: [Int32] = []
        samples.reserveCapacity(steps * steps)
        for j in 0..<steps {
            for i in 0..<steps {
                let (u, v) = ((Float(i) + 0.5) / Float(steps), (Float(j) + 0.5) / Float(steps))
                let place = placement.apply(area.point(u, v)) - origin
                let x = min(max(Int(place.x), 0), frame.width - 1)
                let y = min(max(Int(place.y), 0), frame.height - 1)
                samples.append(Int32(frame[x, y]))
            }
        }
        return samples
    }

    /// The samples less the mean of their surroundings, and the sum of their squares.
    private static func centred(_ samples: [Int32]) -> (samples: [Float], energy: Float) {
        // Sums over all points above and to the left.
        let side = steps + 1
        var sums = [Int32](repeating: 0, count: side * side)
        for j in 0..<steps {
            var sum: Int32 = 0
            for i in 0..<steps {
                sum += samples[j * steps + i]
                sums[(j + 1) * side + i + 1] = sums[j * side + i + 1] + sum
            }
        }
        var centred: [Float] = []
        centred.reserveCapacity(samples.count)
        var energy: Float = 0
        for j in 0..<steps {
            let (top, bottom) = (max(0, j - window), min(steps, j + window + 1))
            for i in 0..<steps {
                let (left, right) = (max(0, i - window), min(steps, i + window + 1))
                let all =
                    sums[bottom * side + right] - sums[bottom * side + left] - sums[top * side + right]
                    + sums[top * side + left]
                let mean = Float(all) / Float((bottom - top) * (right - left))
                let value = Float(samples[j * steps + i]) - mean
                centred.append(value)
                energy += value * value
            }
        }
        return (centred, energy)
    }
}
