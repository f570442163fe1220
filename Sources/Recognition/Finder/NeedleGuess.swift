// A place where a search thinks it has found a needle dial.

/// A needle dial's place in a picture.
public struct NeedleGuess: Sendable, Equatable {
    /// The middle of its scale.
    public var centre: Point
    /// Of the circle around its scale, in pixels.
    public var radius: Float
    /// The unit vector to the right of upright.
    public var across: Point
    /// Which way it is numbered.
    public var sense: NeedleSense
    /// How little speaks for it: minus the logarithm of a probability, the mean of many looks.
    public var cost: Float
    /// How little its colour speaks for it, from 0 to 1.
    public var paleness: Float

    /// A place.
    public init(
        centre: Point, radius: Float, across: Point, sense: NeedleSense = NeedleSense(), cost: Float,
        paleness: Float = 0
    ) {
        (self.centre, self.radius, self.across) = (centre, radius, across)
        (self.sense, self.cost, self.paleness) = (sense, cost, paleness)
    }

    /// The bounding square of its scale, whose top is where the scale's nought lies.
    public var area: Quad {
        var right = across * radius
        for _ in 0..<sense.quarter { right = Point(-right.y, right.x) }
        let down = Point(-right.y, right.x)
        return Quad(
            centre - right - down, centre + right - down, centre + right + down, centre - right + down)
    }

    /// Whether the other is the same dial, seen a little differently.
    public func isSame(as other: NeedleGuess) -> Bool {
        (centre - other.centre).length < 0.6 * max(radius, other.radius)
    }
}
