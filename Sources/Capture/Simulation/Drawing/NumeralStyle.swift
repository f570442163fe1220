// The big numerals of wheels and dials, as pen strokes in a unit box, in many styles: makers differ in how they draw
// a 1, 4, 6 or 7, in width and weight, and in how square their curves are.

import Glibc
import Recognition

/// One maker's way to draw the digits 0 … 9.
struct NumeralStyle: Sendable {
    /// Width of a digit as a share of its height.
    let aspect: Float
    /// Pen width as a share of the height.
    let weight: Float
    private let squareness: Float
    private let flatEnds: Bool
    private let one: Int
    private let openFour: Bool
    private let straightSix: Bool
    private let flatThree: Bool
    private let curvedSeven: Bool

    /// A style by chance.
    init(random: inout SplitMix64) {
        aspect = Float(random.uniform(0.54, 0.66))
        weight = Float(random.uniform(0.115, 0.165))
        squareness = [2, 2.2, 2.5, 2.9][random.choice(4)]
        flatEnds = random.unit() < 0.6
        one = random.choice(3)
        openFour = random.unit() < 0.2
        straightSix = random.unit() < 0.25
        flatThree = random.unit() < 0.2
        curvedSeven = random.unit() < 0.25
    }

    /// The strokes of `digit`, `height` pixels tall and centred at `centre`.
    func strokes(_ digit: Int, centre: Point, height: Float) -> Strokes {
        let pen = weight * height
        let (w, h) = (aspect * height - pen, height - pen)
        let lines = skeleton(digit).map { line in
            line.map { Point(centre.x + ($0.x - 0.5) * w, centre.y + ($0.y - 0.5) * h) }
        }
        return Strokes(lines, halfWidth: pen / 2, flatEnds: flatEnds)
    }

    /// Polylines in the unit box, y down.
    private func skeleton(_ digit: Int) -> [[Point]] {
        switch digit {
        case 0: [arc(0.5, 0.5, 0.5, 0.5, 0, 360)]
        case 1: oneLines
        case 2: [arc(0.5, 0.29, 0.47, 0.29, 188, 395) + [Point(0.02, 1), Point(1, 1)]]
        case 3: threeLines
        case 4:
            openFour
                ? [[Point(0.42, 0), Point(0.02, 0.68), Point(1, 0.68)], [Point(0.7, 0.36), Point(0.7, 1)]]
                : [[Point(0.72, 1), Point(0.72, 0), Point(0.01, 0.7), Point(1, 0.7)]]
        case 5: [[Point(0.92, 0), Point(0.14, 0), Point(0.08, 0.46)] + arc(0.47, 0.675, 0.51, 0.325, 218, 512)]
        case 6: sixLines
        case 7:
            curvedSeven
                ? [[Point(0.02, 0), Point(0.98, 0)] + arc(1.08, 1, 0.72, 0.86, 256, 181)]
                : [[Point(0.02, 0), Point(0.97, 0), Point(0.34, 1)]]
        case 8: [arc(0.5, 0.245, 0.43, 0.245, 0, 360), arc(0.5, 0.735, 0.49, 0.265, 0, 360)]
        default: sixLines.map { $0.map { Point(1 - $0.x, 1 - $0.y) } }
        }
    }

    private var oneLines: [[Point]] {
        switch one {
        case 0: [[Point(0.2, 0.24), Point(0.56, 0), Point(0.56, 1)]]
        case 1: [[Point(0.24, 0.2), Point(0.54, 0), Point(0.54, 1)], [Point(0.18, 1), Point(0.9, 1)]]
        default: [[Point(0.3, 0.13), Point(0.46, 0.1), Point(0.58, 0), Point(0.58, 1)]]
        }
    }

    private var threeLines: [[Point]] {
        flatThree
            ? [[Point(0.05, 0), Point(0.93, 0), Point(0.44, 0.4)] + arc(0.46, 0.69, 0.52, 0.31, 276, 518)]
            : [
                arc(0.48, 0.25, 0.44, 0.25, 196, 450),
                [Point(0.36, 0.49)] + arc(0.48, 0.74, 0.5, 0.26, 272, 522),
            ]
    }

    private var sixLines: [[Point]] {
        let loop = arc(0.5, 0.675, 0.49, 0.325, 0, 360)
        return straightSix
            ? [loop, [Point(0.72, 0), Point(0.09, 0.52)]]
            : [loop, arc(0.7, 0.675, 0.69, 0.675, 180, 284)]
    }

    /// A piece of a superellipse; degrees clockwise on the screen from the right.
    private func arc(
        _ cx: Float, _ cy: Float, _ rx: Float, _ ry: Float, _ from: Float, _ to: Float
    ) -> [Point] {
        let steps = max(6, Int(abs(to - from) / 14))
        let power = 2 / squareness
        var points = (0...steps).map { step in
            let angle = (from + (to - from) * Float(step) / Float(steps)) * Float.pi / 180
            let (c, s) = (cosf(angle), sinf(angle))
            return Point(
                cx + rx * (c < 0 ? -1 : 1) * powf(abs(c), power), cy + ry * (s < 0 ? -1 : 1) * powf(abs(s), power))
        }
        if abs(to - from) == 360 { points[steps] = points[0] }
        return points
    }
}
