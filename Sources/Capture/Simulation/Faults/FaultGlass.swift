// What lies on the glass: drops that bend the picture, mist that pales it, dirt that hides spots of it.

import Glibc
import Recognition

/// Spoils the glass.
enum FaultGlass {
    /// Drops: each is a small lens that turns the picture behind it upside down, with a bright and a dark rim.
    static func drops(_ light: inout FaultLight, _ row: FaultRow, strength: Float, _ random: inout SplitMix64) {
        let source = light
        let count = 6 + Int(90 * strength)
        for _ in 0..<count {
            let onRow = random.unit() < 0.5
            let x = onRow ? random.uniform(Double(row.left), Double(row.right)) : random.uniform(0, 640)
            let y = onRow ? random.uniform(Double(row.top), Double(row.bottom)) : random.uniform(0, 480)
            let middle = Point(Float(x), Float(y))
            let radius = Float(random.uniform(3, 10 + 20 * Double(strength)))
            let flat = Float(random.uniform(0.7, 1.2))
            light.change(
                left: middle.x - radius - 1, top: middle.y - radius * flat - 1, right: middle.x + radius + 1,
                bottom: middle.y + radius * flat + 1
            ) { x, y, old in
                let (dx, dy) = ((x - middle.x) / radius, (y - middle.y) / (radius * flat))
                let square = dx * dx + dy * dy
                guard square < 1 else { return old }
                let bend = -1.6 * radius
                let behind = source.colour(middle.x + bend * dx, middle.y + bend * dy)
                // The upper rim is dark and the lower one bright, as under light from above.
                let rim = square * square * square
                return behind.shaded(1 + 0.1 * (1 - square) + rim * 0.6 * dy)
            }
        }
    }

    /// Mist: light that is scattered from everywhere, denser in places.
    static func mist(_ light: inout FaultLight, strength: Float, _ random: inout SplitMix64) {
        var halo = light
        halo.blur(sigma: 5 + 8 * strength)
        let cloud = ValueNoise(seed: random.next(), cell: Float(random.uniform(80, 220)))
        let level = Float(random.uniform(120, 190))
        light.change { x, y, old in
            let share = min(1, strength * (0.75 + 0.5 * cloud.value(x, y)))
            let soft = old.mixed(halo.colour(x, y), share)
            return soft.mixed(Colour(gray: level), 0.75 * share)
        }
    }

    /// Dirt: dull spots and smears, most of them on the dials.
    static func dirt(_ light: inout FaultLight, _ row: FaultRow, strength: Float, _ random: inout SplitMix64) {
        let shape = ValueNoise(seed: random.next(), cell: Float(random.uniform(14, 30)))
        let fine = ValueNoise(seed: random.next(), cell: 3)
        let tint = Colour(74, 62, 46).shaded(Float(random.uniform(0.6, 1.6)))
        let least = 1 - 0.75 * strength
        let middle = row.middle
        let reach = max(row.right - row.left, 160)
        light.change { x, y, old in
            let far = Shape.length(x - middle.x, y - middle.y) / reach
            let height = shape.value(x, y) + 0.15 * fine.value(x, y) - 0.15 * far
            return old.mixed(tint, min(max((height - least) * 5, 0), 0.95))
        }
    }
}
