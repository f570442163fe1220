// A seven-segment digit of a liquid crystal display: dark lit segments, a trace of the others, a shadow on the glass
// below. Unlit segments never come near the darkness of lit ones.

import Recognition

/// Paints one digit.
struct SegmentPainter: Sendable {
    /// Segments a b c d e f g that each digit lights, bit 0 = a.
    private static let lit: [UInt8] = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F]

    let centre: Point
    let height: Float
    /// Sideways shift at the top as a share of the height.
    let slant: Float
    /// How dark lit and unlit segments are, 0 … 1.
    let contrast: Float, ghost: Float
    /// Whether the seven has its upper left segment.
    let hookedSeven: Bool

    /// Width of the digit.
    var width: Float { height * 0.54 }

    /// The digit with a margin, as a dial's quad.
    var quad: Quad {
        let (w, h) = (width * 1.3, height * 1.3)
        return Quad(x: centre.x - w / 2, y: centre.y - h / 2, width: w, height: h)
    }

    func paint(on canvas: inout Canvas, digit: Int) {
        paint(on: &canvas, segments: digit == 7 && hookedSeven ? 0x27 : SegmentPainter.lit[digit])
    }

    /// Lights any segments, bit 0 = a.
    func paint(on canvas: inout Canvas, segments on: UInt8) {
        for segment in 0..<7 {
            let outline = polygon(segment)
            if on >> segment & 1 == 1 {
                canvas.fill(.polygon(outline.map { $0 + Point(1.4, 1.8) }), .black, opacity: 0.13 * contrast, soft: 1.5)
                canvas.fill(.polygon(outline), Colour(28, 32, 30), opacity: contrast)
            } else if ghost > 0 {
                canvas.fill(.polygon(outline), Colour(28, 32, 30), opacity: ghost)
            }
        }
    }

    private func polygon(_ segment: Int) -> [Point] {
        let (w, h, t) = (width, height, height * 0.115)
        let (mid, gap) = (h / 2, height * 0.012)
        switch segment {
        case 0: return horizontal(from: 0, to: w, y: t / 2, thickness: t, gap: gap)
        case 3: return horizontal(from: 0, to: w, y: h - t / 2, thickness: t, gap: gap)
        case 6: return horizontal(from: 0, to: w, y: mid, thickness: t, gap: gap)
        case 1: return vertical(x: w - t / 2, from: t / 2, to: mid, thickness: t, gap: gap)
        case 2: return vertical(x: w - t / 2, from: mid, to: h - t / 2, thickness: t, gap: gap)
        case 4: return vertical(x: t / 2, from: mid, to: h - t / 2, thickness: t, gap: gap)
        default: return vertical(x: t / 2, from: t / 2, to: mid, thickness: t, gap: gap)
        }
    }

    private func horizontal(from: Float, to: Float, y: Float, thickness t: Float, gap: Float) -> [Point] {
        let (a, b) = (from + t / 2 + gap, to - t / 2 - gap)
        return [
            (a, y), (a + t / 2, y - t / 2), (b - t / 2, y - t / 2), (b, y), (b - t / 2, y + t / 2),
            (a + t / 2, y + t / 2),
        ]
        .map { place($0.0, $0.1) }
    }

    private func vertical(x: Float, from: Float, to: Float, thickness t: Float, gap: Float) -> [Point] {
        let (a, b) = (from + gap, to - gap)
        return [
            (x, a), (x + t / 2, a + t / 2), (x + t / 2, b - t / 2), (x, b), (x - t / 2, b - t / 2),
            (x - t / 2, a + t / 2),
        ]
        .map { place($0.0, $0.1) }
    }

    /// From the digit's own box to the reference frame, slanted about its middle.
    private func place(_ x: Float, _ y: Float) -> Point {
        Point(centre.x + x - width / 2 + (height / 2 - y) * slant, centre.y + y - height / 2)
    }
}
