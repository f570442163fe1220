// What hangs, sticks or is held before the camera: cloth, a hand, tape, a cable. Close things are out of focus.

import Glibc
import Recognition

/// Covers pictures.
enum FaultCover {
    /// Covers all of the lens, or the whole row of dials.
    static func cover(_ light: inout FaultLight, _ row: FaultRow, _ random: inout SplitMix64) {
        let cloth = Cloth(&random)
        let (across, down) = (row.right - row.left, row.bottom - row.top)
        guard random.unit() < 0.4 else {
            // On the lens nothing is in focus.
            light.change { x, y, _ in cloth.colour(x, y) }
            light.blur(sigma: Float(random.uniform(1.5, 5)))
            return
        }
        // A strip or a hand over all dials; print above and below may stay visible.
        let margin = Float(random.uniform(0.02, 0.3)) * max(across, down)
        let angle = Float(random.uniform(-0.12, 0.12))
        let box = Shape.box(
            centre: row.middle, halfWidth: across / 2 * 1.05 + margin,
            halfHeight: down / 2 * 1.1 + margin + across * 0.06,
            corner: Float(random.uniform(0, 20)), angle: angle)
        let soft = Float(random.uniform(1, 9))
        light.change { x, y, old in old.mixed(cloth.colour(x, y), edge(box.distance(x, y), soft)) }
    }

    /// Lays an object over some of the dials: the more the stronger.
    static func object(_ light: inout FaultLight, _ row: FaultRow, strength: Float, _ random: inout SplitMix64) {
        let cloth = Cloth(&random)
        let count = row.dials.count
        let hidden = max(1, Int((Float(count) * 0.5 * strength).rounded()))
        let first = random.choice(count - hidden + 1)
        let quads = row.dials[first..<(first + hidden)]
        let corners = quads.flatMap(\.corners)
        let (left, right) = (corners.map(\.x).min() ?? 0, corners.map(\.x).max() ?? 0)
        let (top, bottom) = (corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 0)
        let reach = Float(random.uniform(-0.25, 0.35)) * (bottom - top)
        let box = Shape.box(
            centre: Point((left + right) / 2, (top + bottom) / 2 + reach / 2),
            halfWidth: (right - left) / 2 * Float(random.uniform(0.7, 1.1)),
            halfHeight: (bottom - top) / 2 * 1.1 + abs(reach),
            corner: Float(random.uniform(0, 12)), angle: Float(random.uniform(-0.3, 0.3)))
        let soft = Float(random.uniform(1, 8))
        light.change { x, y, old in old.mixed(cloth.colour(x, y), edge(box.distance(x, y), soft)) }
    }

    private static func edge(_ distance: Float, _ soft: Float) -> Float { min(max(0.5 - distance / soft, 0), 1) }

    /// A material.
    private struct Cloth {
        private let base: Colour
        private let weave: Float
        private let slant: Float
        private let depth: Float
        private let folds: ValueNoise
        private let grain: ValueNoise

        init(_ random: inout SplitMix64) {
            let tints = [
                Colour(196, 150, 128), Colour(120, 124, 132), Colour(60, 74, 110), Colour(206, 204, 196),
                Colour(150, 44, 40),
                Colour(26, 26, 28), Colour(120, 100, 60),
            ]
            base = tints[random.choice(tints.count)].shaded(Float(random.uniform(0.5, 1.05)))
            weave = Float(random.uniform(4, 16))
            slant = Float(random.uniform(-0.5, 0.5))
            depth = random.unit() < 0.5 ? 0 : Float(random.uniform(0.03, 0.2))
            folds = ValueNoise(seed: random.next(), cell: Float(random.uniform(40, 160)))
            grain = ValueNoise(seed: random.next(), cell: Float(random.uniform(2, 7)))
        }

        func colour(_ x: Float, _ y: Float) -> Colour {
            let thread = depth * sinf((x + slant * y) * 2 * .pi / weave) * sinf((y - slant * x) * 2 * .pi / weave)
            let fold = 0.7 + 0.6 * folds.value(x, y)
            return base.shaded((fold + thread) * (0.95 + 0.1 * grain.value(x, y)))
        }
    }
}
