// The turns of the ways between dials.

import Glibc
import Recognition

extension Point {
    /// The turn from this way to the next, in radians, clockwise as seen.
    func turn(to next: Point) -> Float { atan2f(x * next.y - y * next.x, x * next.x + y * next.y) }
}
