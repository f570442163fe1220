// One dial of a meter card: what it is, where it is, how it moves.

import Recognition

/// A dial's entry in the meter card.
public struct DialCard: Sendable, Equatable {
    /// How it moves.
    public var mechanism: DialMechanism
    /// Where it lies in the reference frame, in its own reading direction. For a needle: the square around its scale.
    public var area: Quad
    /// Needles: where the scale's zero points, clockwise from the quad's upright, in positions.
    public var zeroAngle: Float
    /// Needles: true when the numbers grow clockwise.
    public var clockwise: Bool

    /// A dial.
    public init(mechanism: DialMechanism, area: Quad, zeroAngle: Float = 0, clockwise: Bool = true) {
        self.mechanism = mechanism
        self.area = area
        self.zeroAngle = zeroAngle
        self.clockwise = clockwise
    }
}
