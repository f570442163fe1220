// What a camera sees that has come off its meter: floor, wall, the inside of a cupboard. It is far off, so not sharp.

import Glibc
import Recognition

/// Views without a meter.
enum FaultView {
    /// One of them by chance.
    static func dangling(width: Int, height: Int, _ random: inout SplitMix64) -> FaultLight {
        var light = FaultLight(width: width, height: height)
        switch random.choice(4) {
        case 0: tiles(&light, &random)
        case 1: wall(&light, &random)
        case 2: cupboard(&light, &random)
        default: planks(&light, &random)
        }
        shade(&light, &random)
        light.blur(sigma: Float(random.uniform(0.8, 6)))
        return light
    }

    /// Floor tiles with joints.
    private static func tiles(_ light: inout FaultLight, _ random: inout SplitMix64) {
        let base = Colour(170, 150, 130).mixed(Colour(110, 118, 124), Float(random.unit()))
        let (side, joint) = (Float(random.uniform(60, 220)), Float(random.uniform(2, 7)))
        let angle = Float(random.uniform(0, 1.5))
        let (c, s) = (cosf(angle), sinf(angle))
        let (stain, phase) = (ValueNoise(seed: random.next(), cell: 30), Float(random.uniform(0, 200)))
        light.change { x, y, _ in
            let u = fabsf(remainderf(c * x + s * y + phase, side)), v = fabsf(remainderf(c * y - s * x, side))
            let gap = min(max((min(u, v) - joint / 2) / 1.5, 0), 1)
            return base.shaded((0.85 + 0.3 * stain.value(x, y)) * (0.45 + 0.55 * gap))
        }
    }

    /// Rough plaster.
    private static func wall(_ light: inout FaultLight, _ random: inout SplitMix64) {
        let base = Colour(190, 186, 176).shaded(Float(random.uniform(0.4, 1.1)))
        let slow = ValueNoise(seed: random.next(), cell: 90), fast = ValueNoise(seed: random.next(), cell: 6)
        let rough = Float(random.uniform(0.05, 0.4))
        light.change { x, y, _ in
            base.shaded(0.85 + 0.3 * slow.value(x, y) + rough * (fast.value(x, y) - 0.5))
        }
    }

    /// Pipes, a shelf and shadows before a dark back.
    private static func cupboard(_ light: inout FaultLight, _ random: inout SplitMix64) {
        let back = ValueNoise(seed: random.next(), cell: 120)
        light.change { x, y, _ in Colour(70, 66, 60).shaded(0.5 + back.value(x, y)) }
        for _ in 0..<(3 + random.choice(5)) {
            let from = Point(Float(random.uniform(-80, 700)), Float(random.uniform(-80, 540)))
            let angle = Float(random.uniform(0, 6.3)), width = Float(random.uniform(8, 60))
            let tint = Colour(gray: Float(random.uniform(50, 220)))
            let (c, s) = (cosf(angle), sinf(angle))
            light.change { x, y, old in
                let off = (c * (y - from.y) - s * (x - from.x)) / (width / 2)
                guard abs(off) < 1 else { return old }
                return tint.shaded(1.1 - 0.7 * off * off)
            }
        }
    }

    /// Boards with grain.
    private static func planks(_ light: inout FaultLight, _ random: inout SplitMix64) {
        let base = Colour(156, 116, 76).shaded(Float(random.uniform(0.6, 1.2)))
        let width = Float(random.uniform(70, 180))
        let grain = ValueNoise(seed: random.next(), cell: 5), knot = ValueNoise(seed: random.next(), cell: 50)
        light.change { x, y, _ in
            let ring = sinf(0.4 * x + 6 * knot.value(x, y * 0.2)) * 0.08
            let gap = min(max((fabsf(remainderf(x, width)) - 1.5) / 1.5, 0), 1)
            return base.shaded((0.9 + ring + 0.2 * (grain.value(x, y * 0.15) - 0.5)) * (0.35 + 0.65 * gap))
        }
    }

    /// Light from one side.
    private static func shade(_ light: inout FaultLight, _ random: inout SplitMix64) {
        let (right, down) = (Float(random.uniform(-0.7, 0.7)), Float(random.uniform(-0.7, 0.7)))
        let level = Float(random.uniform(0.5, 1.1))
        let (width, height) = (Float(light.width), Float(light.height))
        light.change { x, y, old in old.shaded(level * (1 + right * (x / width - 0.5) + down * (y / height - 0.5))) }
    }
}
