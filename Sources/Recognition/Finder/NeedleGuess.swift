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
    /// How little of a printed circle is to be seen around it, from 0 to 1.
    public var bareness: Float = 0

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
        let turn = PolarDirection(turns: Double(sense.turn) / Double(Position.steps))
        let right = across.turned(by: turn) * radius
        let down = Point(-right.y, right.x)
        return Quad(
            centre - right - down, centre + right - down, centre + right + down, centre - right + down)
    }

    /// The same dial where upright lies `positions` further on, clockwise, in tenths of a turn.
    public func turned(by positions: Float) -> NeedleGuess {
        var other = self
        other.across = across.turned(by: PolarDirection(turns: Double(positions) / 10))
        return other
    }

    /// The same place with another circle.
    public func resized(to radius: Float) -> NeedleGuess {
        var other = self
        other.radius = radius
        return other
    }

    /// Whether the other is the same dial, seen a little differently: no two dials lie over each other's middle.
    public func isSame(as other: NeedleGuess) -> Bool {
        (centre - other.centre).length < max(radius, other.radius)
    }
}

extension Point {
    /// The same way, turned clockwise as seen.
    fileprivate func turned(by turn: PolarDirection) -> Point {
        self * Float(turn.up) + Point(-y, x) * Float(turn.right)
    }
}
