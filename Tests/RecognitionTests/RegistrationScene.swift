// A meter's face drawn for the registration tests: print, a ring and four dials, from a seed; and frames of it as a
// camera that has moved would take them, under other light.

import TestSupport

@testable import Recognition

/// A face of 320 × 240 pixels, drawn at twice that size so that frames can be sampled anywhere.
struct RegistrationScene {
    static let width = 320
    static let height = 240

    /// The four dials, in a row.
    static let dials: [Quad] = (0..<4).map { Quad(x: 102 + 30 * Float($0), y: 105, width: 26, height: 34) }
    static let area = Registrar.defaultArea(dials: dials, width: width, height: height)

    private var luma: [Float]

    /// Print and ring from `seed`, dials from `dialSeed`.
    init(seed: UInt64, dialSeed: UInt64 = 1) {
        luma = [Float](repeating: 70, count: 4 * RegistrationScene.width * RegistrationScene.height)
        var random = SeededRandom(seed: seed)
        box(x: 40, y: 30, width: 240, height: 180, value: 190)
        for _ in 0..<90 {
            box(
                x: random.uniform(42...270), y: random.uniform(32...200), width: random.uniform(2...12),
                height: random.uniform(2...8), value: random.uniform(20...110))
        }
        var numbers = SeededRandom(seed: dialSeed)
        for dial in RegistrationScene.dials {
            let (x, y) = (dial.topLeft.x, dial.topLeft.y)
            box(x: x, y: y, width: 26, height: 34, value: 240)
            for _ in 0..<5 {
                box(
                    x: x + numbers.uniform(2...18), y: y + numbers.uniform(2...26), width: numbers.uniform(2...6),
                    height: numbers.uniform(2...6), value: 10)
            }
        }
    }

    private mutating func box(x: Float, y: Float, width: Float, height: Float, value: Float) {
        for row in Int(2 * y)..<Int(2 * (y + height)) {
            for column in Int(2 * x)..<Int(2 * (x + width)) { luma[row * 2 * RegistrationScene.width + column] = value }
        }
    }

    /// The frame in which the reference lies at `placement`, under other light.
    func frame(
        at placement: Placement = .identity, gain: Float = 1, offset: Float = 0, slope: Float = 0, noise: Float = 0,
        seed: UInt64 = 0
    ) -> GrayImage {
        let (width, height) = (RegistrationScene.width, RegistrationScene.height)
        var frame = GrayImage(width: width, height: height)
        var random = SeededRandom(seed: seed)
        let back = placement.reversed ?? .identity
        for y in 0..<height {
            for x in 0..<width {
                let at = back.apply(Point(Float(x) + 0.5, Float(y) + 0.5))
                let (u, v) = (at.x, at.y)
                // The mean of four samples, one for each quarter of the pixel.
                var value: Float = 0
                for part in 0..<4 {
                    value += sample(2 * u - 0.5 + Float(part & 1), 2 * v - 0.5 + Float(part >> 1))
                }
                value = value / 4 * (gain + slope * (Float(x) / Float(width) - 0.5)) + offset
                if noise > 0 { value += random.uniform(-1.7 * noise...1.7 * noise) }
                frame[x, y] = UInt8(max(0, min(255, value)))
            }
        }
        return frame
    }

    /// Bilinear, in pixels of the double size.
    private func sample(_ x: Float, _ y: Float) -> Float {
        let (limitX, limitY) = (2 * RegistrationScene.width, 2 * RegistrationScene.height)
        let (fx, fy) = (max(0, min(Float(limitX) - 1.01, x - 0.5)), max(0, min(Float(limitY) - 1.01, y - 0.5)))
        let (column, row) = (Int(fx), Int(fy))
        let (u, v) = (fx - Float(column), fy - Float(row))
        let at = row * limitX + column
        let top = luma[at] * (1 - u) + luma[at + 1] * u
        let bottom = luma[at + limitX] * (1 - u) + luma[at + limitX + 1] * u
        return top * (1 - v) + bottom * v
    }

    /// A similarity about the middle of the area.
    static func placement(degrees: Float, scale: Float, right: Float, down: Float) -> Placement {
        let half = degrees * .pi / 360
        // The tangent of half an angle below 10°, good to a millionth.
        let tangent = half + half * half * half / 3 + 2 * half * half * half * half * half / 15
        let cosine = (1 - tangent * tangent) / (1 + tangent * tangent)
        let sine = 2 * tangent / (1 + tangent * tangent)
        let (a, c, middle) = (scale * cosine, scale * sine, area.centre)
        return Placement(
            a: a, b: -c, c: c, d: a, tx: middle.x - a * middle.x + c * middle.y + right,
            ty: middle.y - c * middle.x - a * middle.y + down)
    }

    /// A placement drawn at random within these limits each way.
    static func placement(
        degrees: Float, scale: Float, shift: Float, using random: inout SeededRandom
    ) -> Placement {
        placement(
            degrees: random.uniform(-degrees...degrees), scale: 1 + random.uniform(-scale...scale),
            right: random.uniform(-shift...shift), down: random.uniform(-shift...shift))
    }

    /// The distance between two placements at the worst corner of the area.
    static func error(_ found: Placement, _ truth: Placement) -> Float {
        area.corners.map { corner in
            let difference = found.apply(corner) - truth.apply(corner)
            return (difference.x * difference.x + difference.y * difference.y).squareRoot()
        }.max() ?? 0
    }
}
