// A place in a picture, in continuous pixel coordinates (see GrayImage).

/// A point of the picture plane; x to the right, y down, in pixels.
public struct Point: Sendable, Equatable {
    /// Distance from the left edge.
    public var x: Float
    /// Distance from the top edge.
    public var y: Float

    /// The point (x, y).
    public init(_ x: Float, _ y: Float) {
        self.x = x
        self.y = y
    }

    /// Component-wise sum.
    public static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    /// Component-wise difference.
    public static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    /// Scaled by `factor`.
    public static func * (a: Point, factor: Float) -> Point { Point(a.x * factor, a.y * factor) }
}
