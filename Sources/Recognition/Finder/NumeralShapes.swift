// How digits are drawn: by the seven segments of a display, and with the round strokes of print and wheels, in the few ways in which
// makers differ most. Lines in a box of one by one, y down.

/// The strokes of digits.
enum NumeralShapes {
    /// Segments a to g that each digit lights, bit 0 = a.
    private static let lit: [UInt8] = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F]
    /// From where to where each segment reaches.
    private static let segments: [(Point, Point)] = [
        (Point(0, 0), Point(1, 0)), (Point(1, 0), Point(1, 0.5)), (Point(1, 0.5), Point(1, 1)),
        (Point(0, 1), Point(1, 1)),
        (Point(0, 0.5), Point(0, 1)), (Point(0, 0), Point(0, 0.5)), (Point(0, 0.5), Point(1, 0.5)),
    ]
    /// What is left free at both ends of a segment, as a share of it.
    private static let gap: Float = 0.1

    /// The digit on a display.
    static func display(_ digit: Int) -> [[Point]] {
        segments.indices.filter { lit[digit] >> UInt8($0) & 1 == 1 }.map { number in
            let (from, to) = segments[number]
            return [from + (to - from) * gap, to - (to - from) * gap]
        }
    }

    /// The digit in print; `way` 0 or 1 are two ways to draw a one, a six and a nine.
    static func print(_ digit: Int, way: Int) -> [[Point]] {
        switch digit {
        case 0: [arc(0.5, 0.5, 0.5, 0.5, 0, 360)]
        case 1 where way == 0: [[Point(0.2, 0.24), Point(0.56, 0), Point(0.56, 1)]]
        case 1: [[Point(0.24, 0.2), Point(0.54, 0), Point(0.54, 1)], [Point(0.18, 1), Point(0.9, 1)]]
        case 2: [arc(0.5, 0.29, 0.47, 0.29, 188, 395) + [Point(0.02, 1), Point(1, 1)]]
        case 3: [arc(0.48, 0.25, 0.44, 0.25, 196, 450), [Point(0.36, 0.49)] + arc(0.48, 0.74, 0.5, 0.26, 272, 522)]
        case 4: [[Point(0.72, 1), Point(0.72, 0), Point(0.01, 0.7), Point(1, 0.7)]]
        case 5: [[Point(0.92, 0), Point(0.14, 0), Point(0.08, 0.46)] + arc(0.47, 0.675, 0.51, 0.325, 218, 512)]
        case 6 where way == 0: [arc(0.5, 0.675, 0.49, 0.325, 0, 360), arc(0.7, 0.675, 0.69, 0.675, 180, 284)]
        case 6: [arc(0.5, 0.675, 0.49, 0.325, 0, 360), [Point(0.72, 0), Point(0.09, 0.52)]]
        case 7: [[Point(0.02, 0), Point(0.97, 0), Point(0.34, 1)]]
        case 8: [arc(0.5, 0.245, 0.43, 0.245, 0, 360), arc(0.5, 0.735, 0.49, 0.265, 0, 360)]
        default: print(6, way: way).map { $0.map { Point(1 - $0.x, 1 - $0.y) } }
        }
    }

    /// A piece of an ellipse; degrees clockwise on the screen from the right.
    private static func arc(_ cx: Float, _ cy: Float, _ rx: Float, _ ry: Float, _ from: Float, _ to: Float) -> [Point] {
        let steps = max(6, Int(abs(to - from) / 15))
        return (0...steps).map { step in
            let angle = from + (to - from) * Float(step) / Float(steps)
            return Point(cx + rx * sine(angle + 90), cy + ry * sine(angle))
        }
    }

    /// The sine of an angle in degrees by Bhaskara's formula, which is near enough for drawing: it is off by 0.0016 at most.
    private static func sine(_ degrees: Float) -> Float {
        let turned = degrees - (degrees / 360).rounded(.down) * 360
        let half = turned < 180 ? turned : turned - 180
        let product = half * (180 - half)
        return (turned < 180 ? 1 : -1) * 4 * product / (40_500 - product)
    }
}
