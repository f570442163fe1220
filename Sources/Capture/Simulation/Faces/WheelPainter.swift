// An odometer drum behind its window: the numeral in view with slivers of its neighbours, the bulge of the drum, the
// shadow of the window's edge, the gaps at its sides.

import Glibc
import Recognition

/// Paints one wheel.
struct WheelPainter: Sendable {
    /// Window in reference pixels.
    let left: Float, top: Float, width: Float, height: Float
    let glyphs: GlyphSheet
    /// Height of a numeral and distance of two numerals along the drum.
    let digitHeight: Float, pitch: Float
    let drum: Colour, ink: Colour
    /// Sideways error of the print.
    let printOffset: Float
    /// Fine graduation at the right, on a wheel that turns all the time.
    var graduated: Bool

    /// The window as a dial's quad.
    var quad: Quad { Quad(x: left, y: top, width: width, height: height) }

    func paint(on canvas: inout Canvas, position: Double) {
        let radius = pitch * 10 / (2 * Float.pi)
        let (middleX, middleY) = (left + width / 2, top + height / 2)
        let window = Shape.rectangle(left, top, width, height, corner: 2)
        // A row of the drum: angle, place along the circumference and light are the same all along it.
        var row = (y: -Float.infinity, turn: Float(0), light: Float(0))
        canvas.paint(left: left, top: top, right: left + width, bottom: top + height) { x, y in
            let coverage = min(max(0.5 - window.distance(x, y) * Float(Canvas.scale), 0), 1)
            guard coverage > 0 else { return (drum, 0) }
            if y != row.y {
                let angle = asinf(min(max((y - middleY) / radius, -1), 1))
                row = (y, radius * angle / pitch + Float(position), powf(cosf(angle - 0.1), 1.6))
            }
            let mark = self.ink(atTurn: row.turn, dx: x - middleX - printOffset)
            let colour = drum.mixed(ink, mark * 0.96)
            return (colour.shaded(row.light * self.shade(x, y)), coverage)
        }
    }

    private func ink(atTurn turn: Float, dx: Float) -> Float {
        let nearest = turn.rounded()
        let digit = ((Int(nearest) % 10) + 10) % 10
        var mark = glyphs.ink(digit, dx, (turn - nearest) * pitch)
        if graduated {
            // Ten lines from number to number, the one at the number and the one half way longer.
            let tenth = (turn * 10).rounded()
            let long = Int(tenth) % 5 == 0
            let reach = width / 2 - (long ? 6.5 : 4.5)
            let off = abs(turn * 10 - tenth) * pitch / 10
            if dx > reach && dx < width / 2 - 1 { mark = max(mark, min(max((1 - off) * 2, 0), 1)) }
        }
        return mark
    }

    /// Shadow of the window's upper and left edge, and the gaps beside the drum.
    private func shade(_ x: Float, _ y: Float) -> Float {
        let (fromTop, fromBottom) = (y - top, top + height - y)
        let (fromLeft, fromRight) = (x - left, left + width - x)
        var light: Float = 1
        light *= 1 - 0.5 * max(0, 1 - fromTop / 6) * max(0, 1 - fromTop / 6)
        light *= 1 - 0.25 * max(0, 1 - fromBottom / 3)
        light *= 1 - 0.35 * max(0, 1 - fromLeft / 2.5)
        light *= 1 - 0.3 * max(0, 1 - fromRight / 2)
        return light
    }
}
