// One dial of a meter's face as the reader of frames needs it.

/// Where a dial lies in the reference frame and how it is read.
public struct FaceDial: Sendable, Equatable {
    /// What kind of dial it is.
    public var kind: DialKind
    /// Its place in the reference frame.
    public var area: Quad
    /// Needles: where the scale's zero points, clockwise from the area's upright, in positions.
    public var zeroAngle: Float
    /// Needles: true when the numbers grow clockwise.
    public var clockwise: Bool

    /// A dial.
    public init(kind: DialKind, area: Quad, zeroAngle: Float = 0, clockwise: Bool = true) {
        self.kind = kind
        self.area = area
        self.zeroAngle = zeroAngle
        self.clockwise = clockwise
    }
}
