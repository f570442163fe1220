// The printed circle of a needle dial. A network says that a dial is there, but is content with a circle some pixels beside it, by which
// a needle's direction is then misread; what is printed says exactly where the middle is.

/// A circle in a picture, drawn as a thin line.
public struct DialRing: Sendable, Equatable {
    /// Its middle.
    public var centre: Point
    /// In pixels.
    public var radius: Float
    /// How much of it is to be seen, up to 1.
    public var clearness: Float

    /// A circle.
    public init(centre: Point, radius: Float, clearness: Float) {
        (self.centre, self.radius, self.clearness) = (centre, radius, clearness)
    }

    /// Whether the other is the same circle, found a little beside.
    func isSame(as other: DialRing) -> Bool {
        (centre - other.centre).length < 0.15 * radius && abs(radius / other.radius - 1) < 0.08
    }

    /// Of the circles found for dials that belong together, one for each: those that are clear and of one size. nil for a dial of
    /// which none fits.
    public static func alike(_ found: [[DialRing]]) -> [DialRing?] {
        var best: (worth: Float, rings: [DialRing?]) = (0, found.map { _ in nil })
        for size in found.flatMap({ $0 }) {
            let rings = found.map { own in
                own.map { (ring: $0, worth: $0.worth(forSize: size.radius)) }.filter { $0.worth > 0 }
                    .max { $0.worth < $1.worth }
            }
            let worth = rings.reduce(0) { $0 + ($1?.worth ?? 0) }
            if worth > best.worth { best = (worth, rings.map { $0?.ring }) }
        }
        return best.rings
    }

    /// How much speaks for it among dials of this radius: a tenth more or less is printed or seen so.
    private func worth(forSize radius: Float) -> Float {
        let beyond = max(abs(self.radius / radius - 1) - 0.08, 0) / 0.12
        return clearness - beyond * beyond
    }
}
