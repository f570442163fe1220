// Where the reference frame lies in another frame: a projective map from reference to frame coordinates. Nearly always it is
// affine, with no foreshortening; a camera close to a meter and slanted against it sees the far side smaller.

/// The map (x, y) ↦ ((a·x + b·y + tx) / w, (c·x + d·y + ty) / w) from the reference frame to this frame, where
/// w = 1 + px·x + py·y.
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
    /// Foreshortening to the right, per pixel; 0 for an affine map.
    public var px: Float
    /// Foreshortening down, per pixel; 0 for an affine map.
    public var py: Float

    /// The map with these numbers.
    public init(a: Float, b: Float, c: Float, d: Float, tx: Float, ty: Float, px: Float = 0, py: Float = 0) {
        self.a = a
        self.b = b
        self.c = c
        self.d = d
        self.tx = tx
        self.ty = ty
        self.px = px
        self.py = py
    }

    /// Nothing moved.
    public static let identity = Placement(a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0)

    /// Where `point` of the reference frame lies in this frame.
    public func apply(_ point: Point) -> Point {
        let w = 1 + px * point.x + py * point.y
        return Point((a * point.x + b * point.y + tx) / w, (c * point.x + d * point.y + ty) / w)
    }

    /// Where `quad` of the reference frame lies in this frame.
    public func apply(_ quad: Quad) -> Quad {
        Quad(apply(quad.topLeft), apply(quad.topRight), apply(quad.bottomRight), apply(quad.bottomLeft))
    }
}
