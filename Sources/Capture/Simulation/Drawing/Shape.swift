// Outlines as signed distances (negative inside), which gives exact anti-aliased edges at any size without a
// rasteriser. A distance is never larger than the true one, so whole areas can be skipped on its word.

import Glibc
import Recognition

/// A plane figure in reference coordinates.
enum Shape {
    case disc(centre: Point, radius: Float)
    case ring(centre: Point, radius: Float, halfWidth: Float)
    /// A box turned by `angle` (radians, clockwise on the screen) with rounded corners.
    case box(centre: Point, halfWidth: Float, halfHeight: Float, corner: Float, angle: Float)
    /// A simple polygon.
    case polygon([Point])
    case strokes(Strokes)

    /// An upright box from its edges.
    static func rectangle(_ x: Float, _ y: Float, _ width: Float, _ height: Float, corner: Float = 0) -> Shape {
        .box(
            centre: Point(x + width / 2, y + height / 2), halfWidth: width / 2, halfHeight: height / 2,
            corner: corner, angle: 0)
    }

    /// A line of some width.
    static func line(_ from: Point, _ to: Point, width: Float, flat: Bool = true) -> Shape {
        .strokes(Strokes([[from, to]], halfWidth: width / 2, flatEnds: flat))
    }

    /// Distance of (x, y) from the outline; negative inside.
    func distance(_ x: Float, _ y: Float) -> Float {
        switch self {
        case .disc(let centre, let radius):
            return Shape.length(x - centre.x, y - centre.y) - radius
        case .ring(let centre, let radius, let halfWidth):
            return abs(Shape.length(x - centre.x, y - centre.y) - radius) - halfWidth
        case .box(let centre, let halfWidth, let halfHeight, let corner, let angle):
            var (u, v) = (x - centre.x, y - centre.y)
            if angle != 0 {
                let (c, s) = (cosf(angle), sinf(angle))
                (u, v) = (c * u + s * v, c * v - s * u)
            }
            let (dx, dy) = (abs(u) - halfWidth + corner, abs(v) - halfHeight + corner)
            return Shape.length(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - corner
        case .polygon(let points):
            return Shape.polygonDistance(points, x, y)
        case .strokes(let strokes):
            return strokes.distance(x, y)
        }
    }

    /// A rectangle that holds the figure.
    var bounds: (left: Float, top: Float, right: Float, bottom: Float) {
        switch self {
        case .disc(let centre, let radius):
            return (centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius)
        case .ring(let centre, let radius, let halfWidth):
            let reach = radius + halfWidth
            return (centre.x - reach, centre.y - reach, centre.x + reach, centre.y + reach)
        case .box(let centre, let halfWidth, let halfHeight, _, let angle):
            let (c, s) = (abs(cosf(angle)), abs(sinf(angle)))
            let (w, h) = (c * halfWidth + s * halfHeight, s * halfWidth + c * halfHeight)
            return (centre.x - w, centre.y - h, centre.x + w, centre.y + h)
        case .polygon(let points):
            return Shape.hull(of: points, margin: 0)
        case .strokes(let strokes):
            return strokes.bounds
        }
    }

    static func length(_ x: Float, _ y: Float) -> Float { (x * x + y * y).squareRoot() }

    static func hull(
        of points: [Point], margin: Float
    ) -> (left: Float, top: Float, right: Float, bottom: Float) {
        var hull = (left: Float.infinity, top: Float.infinity, right: -Float.infinity, bottom: -Float.infinity)
        for point in points {
            hull.left = min(hull.left, point.x - margin)
            hull.top = min(hull.top, point.y - margin)
            hull.right = max(hull.right, point.x + margin)
            hull.bottom = max(hull.bottom, point.y + margin)
        }
        return hull
    }

    /// Distance to the nearest edge, its sign by the number of crossings.
    private static func polygonDistance(_ points: [Point], _ x: Float, _ y: Float) -> Float {
        var nearest = Float.infinity
        var inside = false
        var b = points[points.count - 1]
        for a in points {
            let (ex, ey) = (b.x - a.x, b.y - a.y)
            let (wx, wy) = (x - a.x, y - a.y)
            let t = min(max((wx * ex + wy * ey) / (ex * ex + ey * ey), 0), 1)
            nearest = min(nearest, length(wx - ex * t, wy - ey * t))
            if (a.y > y) != (b.y > y) && x < a.x + ex * (y - a.y) / ey { inside.toggle() }
            b = a
        }
        return inside ? -nearest : nearest
    }
}
