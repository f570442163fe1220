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
    /// Whether it is darker than what lies on both sides of it.
    public var isDark: Bool

    /// A circle.
    public init(centre: Point, radius: Float, clearness: Float, isDark: Bool = true) {
        (self.centre, self.radius, self.clearness, self.isDark) = (centre, radius, clearness, isDark)
    }

    /// Whether the other is the same circle, found a little beside.
    func isSame(as other: DialRing) -> Bool {
        (centre - other.centre).length < 0.15 * radius && abs(radius / other.radius - 1) < 0.08
    }

    /// Of the circles found for dials that belong together, one for each: those that are clear, of one size, and all dark or all light.
    /// nil for a dial of which none fits.
    public static func alike(_ found: [[DialRing]]) -> [DialRing?] {
        var best: (worth: Float, rings: [DialRing?]) = (0, found.map { _ in nil })
        for model in found.flatMap({ $0 }) {
            let rings = found.map { own in
                own.map { (ring: $0, worth: $0.worth(beside: model)) }.filter { $0.worth > 0 }
                    .max { $0.worth < $1.worth }
            }
            let worth = rings.reduce(0) { $0 + ($1?.worth ?? 0) }
            if worth > best.worth { best = (worth, rings.map { $0?.ring }) }
        }
        return best.rings
    }

    /// How much speaks for it beside one of another dial: they are printed in one size, and seen a little larger or smaller.
    private func worth(beside other: DialRing) -> Float {
        guard isDark == other.isDark else { return 0 }
        let beyond = max(abs(radius / other.radius - 1) - 0.05, 0) / 0.12
        return clearness - beyond * beyond
    }
}
