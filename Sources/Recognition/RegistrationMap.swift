// The algebra of placements that registration needs: composing, and moving between pictures and pyramid levels.

extension Placement {
    /// First `inner`, then this map.
    func following(_ inner: Placement) -> Placement {
        Placement(
            a: a * inner.a + b * inner.c, b: a * inner.b + b * inner.d,
            c: c * inner.a + d * inner.c, d: c * inner.b + d * inner.d,
            tx: a * inner.tx + b * inner.ty + tx, ty: c * inner.tx + d * inner.ty + ty)
    }

    /// The map back; nil if this one is degenerate.
    var reversed: Placement? {
        let determinant = a * d - b * c
        guard determinant > 1e-6 || determinant < -1e-6 else { return nil }
        let back = Placement(
            a: d / determinant, b: -b / determinant, c: -c / determinant, d: a / determinant, tx: 0, ty: 0)
        let shift = back.apply(Point(-tx, -ty))
        return Placement(a: back.a, b: back.b, c: back.c, d: back.d, tx: shift.x, ty: shift.y)
    }

    /// The same map between pictures whose own coordinates start at `reference` and `frame` of the full frames.
    func between(reference: Point, frame: Point) -> Placement {
        let start = apply(reference) - frame
        return Placement(a: a, b: b, c: c, d: d, tx: start.x, ty: start.y)
    }

    /// The same map between pictures `factor` times the size.
    func resized(by factor: Float) -> Placement {
        Placement(a: a, b: b, c: c, d: d, tx: tx * factor, ty: ty * factor)
    }

    /// Whether size and shape lie in the range of a camera that is still looking at its meter.
    var plausible: Bool {
        let determinant = a * d - b * c
        guard determinant > 0.5, determinant < 2 else { return false }
        // For a similarity a = d and b = -c; the squares of what differs are compared with the size squared.
        let stretch = (a - d) * (a - d) + (b + c) * (b + c)
        return stretch <= 4 * RegistrationLimits.stretch * RegistrationLimits.stretch * determinant
    }
}

extension Quad {
    /// Whether `point` lies in this convex quad grown by `margin` on every side, whichever way its corners run.
    func contains(_ point: Point, margin: Float = 0) -> Bool {
        let corners = [topLeft, topRight, bottomRight, bottomLeft]
        let middle = centre
        for i in 0..<4 {
            let from = corners[i]
            let edge = corners[(i + 1) & 3] - from
            let length = (edge.x * edge.x + edge.y * edge.y).squareRoot()
            guard length > 0 else { continue }
            let toPoint = point - from
            let toMiddle = middle - from
            var distance = (edge.x * toPoint.y - edge.y * toPoint.x) / length
            if edge.x * toMiddle.y - edge.y * toMiddle.x < 0 { distance = -distance }
            if distance < -margin { return false }
        }
        return true
    }

    /// The smallest upright rectangle around this quad: left, top, right, bottom.
    var bounds: (left: Float, top: Float, right: Float, bottom: Float) {
        (
            min(min(topLeft.x, topRight.x), min(bottomRight.x, bottomLeft.x)),
            min(min(topLeft.y, topRight.y), min(bottomRight.y, bottomLeft.y)),
            max(max(topLeft.x, topRight.x), max(bottomRight.x, bottomLeft.x)),
            max(max(topLeft.y, topRight.y), max(bottomRight.y, bottomLeft.y))
        )
    }

    /// The distance from the centre to the farthest corner, at least one pixel.
    var radius: Float {
        let middle = centre
        var square: Float = 1
        for corner in [topLeft, topRight, bottomRight, bottomLeft] {
            let arm = corner - middle
            square = max(square, arm.x * arm.x + arm.y * arm.y)
        }
        return square.squareRoot()
    }

    /// This quad moved by -`origin`, then scaled by `factor`.
    func local(origin: Point, factor: Float = 1) -> Quad {
        Quad(
            (topLeft - origin) * factor, (topRight - origin) * factor,
            (bottomRight - origin) * factor, (bottomLeft - origin) * factor)
    }
}
