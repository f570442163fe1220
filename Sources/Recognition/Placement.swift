// Where the reference frame lies in another frame: an affine map from reference to frame coordinates.

/// An affine map (x, y) ↦ (a·x + b·y + tx, c·x + d·y + ty) from the reference frame to this frame.
public struct Placement: Sendable, Equatable {
    /// First row of the linear part.
    public var a: Float
    /// First row of the linear part.
    public var b: Float
    /// Second row of the linear part.
    public var c: Float
    /// Second row of the linear part.
    public var d: Float
    /// Shift to the right.
    public var tx: Float
    /// Shift down.
    public var ty: Float

    /// The map with these six numbers.
    public init(a: Float, b: Float, c: Float, d: Float, tx: Float, ty: Float) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.tx = tx
        self.ty = ty
    }

    /// Nothing moved.
    public static let identity = Placement(a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0)

    /// Where `point` of the reference frame lies in this frame.
    public func apply(_ point: Point) -> Point {
        Point(a * point.x + b * point.y + tx, c * point.x + d * point.y + ty)
    }

    /// Where `quad` of the reference frame lies in this frame.
    public func apply(_ quad: Quad) -> Quad {
        Quad(apply(quad.topLeft), apply(quad.topRight), apply(quad.bottomRight), apply(quad.bottomLeft))
    }
}
