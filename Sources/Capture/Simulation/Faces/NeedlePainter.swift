// A small needle dial: the printed circle with its digits, and the red pointer over it with its shadow.
// Zero is at the top; the digits grow clockwise or, behind every other gear, counter-clockwise.

import Glibc
import Recognition

/// Paints one needle dial.
struct NeedlePainter: Sendable {
    let centre: Point
    let radius: Float
    let colour: Colour
    /// A round hub with a slim pointer, or one tapering blade.
    let roundHub: Bool
    /// Whether the digits grow clockwise.
    var clockwise = true

    /// The square around the printed circle, as a dial's quad.
    var quad: Quad { Quad(x: centre.x - radius, y: centre.y - radius, width: 2 * radius, height: 2 * radius) }

    /// The circle, its ticks and digits, and the factor beside it.
    func printScale(on canvas: inout Canvas, label: String, style: NumeralStyle) {
        canvas.fill(.disc(centre: centre, radius: radius), Colour(238, 237, 231))
        canvas.fill(.ring(centre: centre, radius: radius - 0.7, halfWidth: 0.7), .ink)
        for tenth in 0..<20 {
            let long = tenth % 2 == 0
            let inner = radius * (long ? 0.86 : 0.92)
            canvas.fill(
                .line(point(Double(tenth) / 2, inner), point(Double(tenth) / 2, radius - 1), width: long ? 1.6 : 0.9),
                .ink)
        }
        for digit in 0..<10 {
            let place = point(Double(digit), radius * 0.69)
            canvas.fill(.strokes(style.strokes(digit, centre: place, height: radius * 0.27)), .ink)
        }
        let text = Point(centre.x, centre.y + radius + 9)
        canvas.fill(.strokes(StrokeFont.strokes(label, at: text, height: 8.5, weight: 0.16)), .ink)
    }

    func paint(on canvas: inout Canvas, position: Double) {
        let outline = pointer(position)
        let offset = Point(1.8, 2.4)
        canvas.fill(.polygon(outline.map { $0 + offset }), .black, opacity: 0.3, soft: 2.5)
        canvas.fill(.polygon(outline), colour)
        if roundHub {
            canvas.fill(.disc(centre: centre, radius: radius * 0.25), colour)
        }
        canvas.fill(.disc(centre: centre, radius: radius * 0.1), colour.shaded(0.6))
        canvas.fill(
            .disc(centre: centre + Point(-0.6, -0.6), radius: radius * 0.05), colour.mixed(Colour(gray: 255), 0.6))
    }

    private func pointer(_ position: Double) -> [Point] {
        let tip = point(position, radius * 0.8)
        func side(_ along: Float, _ across: Float) -> Point {
            let ahead = point(position, radius * along) - centre
            let aside = point(position + 2.5, radius * across) - centre
            return centre + ahead + aside
        }
        return roundHub
            ? [side(0, 0.2), tip, side(0, -0.2)]
            : [side(-0.3, 0.17), side(0.1, 0.2), tip, side(0.1, -0.2), side(-0.3, -0.17)]
    }

    /// The point `distance` from the axis where `position` is printed.
    private func point(_ position: Double, _ distance: Float) -> Point {
        let angle = Float(clockwise ? position : -position) * 2 * Float.pi / 10
        return Point(centre.x + distance * sinf(angle), centre.y - distance * cosf(angle))
    }
}
