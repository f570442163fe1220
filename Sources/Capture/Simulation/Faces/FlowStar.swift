// The small star wheel in the middle of a water meter that turns with the least trickle.
// It is no dial: nobody reads it, and it must not disturb who reads the others.

import Glibc
import Recognition

/// A turning star.
struct FlowStar: Sendable {
    let centre: Point
    let radius: Float
    let points: Int
    /// Counts of the last dial per turn.
    let ticksPerTurn: Double

    func paint(on canvas: inout Canvas, ticks: Double) {
        let turns = ticks / ticksPerTurn
        let start = Float(turns - turns.rounded(.down)) * 2 * Float.pi
        let outline = (0..<2 * points).map { corner in
            let angle = start + Float(corner) * Float.pi / Float(points)
            let reach = corner % 2 == 0 ? radius : radius * 0.55
            return Point(centre.x + reach * sinf(angle), centre.y - reach * cosf(angle))
        }
        canvas.fill(.polygon(outline.map { $0 + Point(1.2, 1.8) }), .black, opacity: 0.3, soft: 2)
        canvas.fill(.polygon(outline), Colour(34, 34, 38))
        canvas.fill(.disc(centre: centre, radius: radius * 0.2), Colour(gray: 150))
    }
}
