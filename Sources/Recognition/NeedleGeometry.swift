// Where a needle dial lies in a picture and how its scale is numbered.

/// A needle dial in a picture.
public struct NeedleGeometry: Sendable, Equatable {
    /// The bounding square of the dial's scale. Its upright direction, from the centre to the middle of the top edge, is
    /// where angle 0 points before `zeroAngle` is added. May be turned, sheared, and stick out of the picture.
    public var area: Quad
    /// Turn of the scale's 0 against upright, in positions 0 ..< 10 (tenths of a turn), clockwise as seen.
    public var zeroAngle: Float
    /// Whether the numbers grow clockwise as seen.
    public var clockwise: Bool

    /// The dial on `area` whose 0 lies `zeroAngle` tenths of a turn clockwise of upright.
    public init(area: Quad, zeroAngle: Float = 0, clockwise: Bool = true) {
        self.area = area
        self.zeroAngle = zeroAngle
        self.clockwise = clockwise
    }
}
