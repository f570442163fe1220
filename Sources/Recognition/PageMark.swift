// Which page of a display that takes turns is shown: a part of the reference frame that looks so on the right page alone, such as
// the sign of the unit, is held against the same place of a frame. Light and contrast do not matter, what is lit does.

/// The mark of the page that carries the register.
public struct PageMark: Sendable {
    /// Points compared each way.
    private static let steps = 48
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

    private static func samples(_ area: Quad, of frame: GrayImage, origin: Point, placement: Placement) -> [Float] {
        var samples: [Float] = []
        samples.reserveCapacity(steps * steps)
        for j in 0..<steps {
            for i in 0..<steps {
                let (u, v) = ((Float(i) + 0.5) / Float(steps), (Float(j) + 0.5) / Float(steps))
                let place = placement.apply(area.point(u, v)) - origin
                let x = min(max(Int(place.x), 0), frame.width - 1)
                let y = min(max(Int(place.y), 0), frame.height - 1)
                samples.append(Float(frame[x, y]))
            }
        }
        return samples
    }

    /// The samples less their mean, and the sum of their squares.
    private static func centred(_ samples: [Float]) -> (samples: [Float], energy: Float) {
        let mean = samples.reduce(0, +) / Float(samples.count)
        let centred = samples.map { $0 - mean }
        return (centred, centred.reduce(0) { $0 + $1 * $1 })
    }
}
