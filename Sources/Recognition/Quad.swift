// The four corners of a dial in a picture, in the dial's own reading direction: the first corner is the one that is
// top left when the dial is read upright, whatever way up the picture is.

/// A convex four-sided area.
public struct Quad: Sendable, Equatable {
    /// Top left as read.
    public var topLeft: Point
    /// Top right as read.
    public var topRight: Point
    /// Bottom right as read.
    public var bottomRight: Point
    /// Bottom left as read.
    public var bottomLeft: Point

    /// The quad with these corners.
    public init(_ topLeft: Point, _ topRight: Point, _ bottomRight: Point, _ bottomLeft: Point) {
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomRight = bottomRight
        self.bottomLeft = bottomLeft
    }

    /// An upright rectangle.
    public init(x: Float, y: Float, width: Float, height: Float) {
        self.init(
            Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height))
    }

    /// The corners in order.
    public var corners: [Point] { [topLeft, topRight, bottomRight, bottomLeft] }

    /// The mean of the corners.
    public var centre: Point { (topLeft + topRight + bottomRight + bottomLeft) * 0.25 }

    /// The point at `u` of the way from left to right and `v` of the way from top to bottom (bilinear).
    public func point(_ u: Float, _ v: Float) -> Point {
        let top = topLeft * (1 - u) + topRight * u
        let bottom = bottomLeft * (1 - u) + bottomRight * u
        return top * (1 - v) + bottom * v
    }
}
