// Reflections that lie on the dials, where they do harm.

import Glibc
import Recognition

/// Adds reflections.
enum FaultGlare {
    /// A round one on the dials.
    static func spot(_ light: inout FaultLight, _ row: FaultRow, strength: Float, _ random: inout SplitMix64) {
        let dial = row.dials[random.choice(row.dials.count)].centre
        let radius =
            6 + (0.3 * max(row.right - row.left, row.bottom - row.top)) * strength * Float(random.uniform(0.5, 1))
        let power = 255 * (0.5 + 2.5 * strength)
        light.change { x, y, old in
            let (dx, dy) = ((x - dial.x) / radius, (y - dial.y) / radius)
            let added = power * expf(-0.5 * (dx * dx + dy * dy))
            return Colour(old.red + added, old.green + added, old.blue + added)
        }
    }

    /// A lamp's tube or a window's edge: a narrow stripe across the dials.
    static func stripe(_ light: inout FaultLight, _ row: FaultRow, strength: Float, _ random: inout SplitMix64) {
        let dial = row.dials[random.choice(row.dials.count)].centre
        let angle = Float(random.uniform(0, .pi))
        let (c, s) = (cosf(angle), sinf(angle))
        let half = 2 + 22 * strength * Float(random.uniform(0.4, 1))
        let soft = Float(random.uniform(1.5, 8))
        let power = 255 * (0.4 + 1.6 * strength)
        light.change { x, y, old in
            let off = abs(c * (y - dial.y) - s * (x - dial.x))
            let added = power * min(max((half - off) / soft + 0.5, 0), 1)
            return Colour(old.red + added, old.green + added, old.blue + added)
        }
    }
}
