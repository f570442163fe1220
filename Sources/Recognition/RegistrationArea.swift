// The geometry of areas that registration needs: what lies in a quad, and quads in a picture's own coordinates.

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
    public var bounds: (left: Float, top: Float, right: Float, bottom: Float) {
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
