// The light on a meter through the day: a lamp in the night, daylight from a window in some cellars, a reflection of that
// window that wanders over the glass for some hours, and a lens that is less sharp when it is cold.

import Glibc
import Recognition

/// The daylight at one meter.
struct SimulatedDay: Sendable {
    private let severity: Double
    /// Whether there is a window at all.
    private let hasWindow: Bool
    /// Light of the camera's own lamp, and how unevenly it falls.
    private let lamp: Double
    private let slope: Point
    private let vignette: Double
    /// When the reflection comes (hour), how long it stays (hours), where it enters and leaves.
    private let glare: (hour: Double, hours: Double, from: Point, to: Point, radius: Double)
    private let sharpness: Double

    init(random: inout SplitMix64, severity: Double) {
        self.severity = severity
        hasWindow = random.unit() < 0.6
        lamp = 1 - random.uniform(0.05, 0.45) * severity
        slope = Point(Float(random.uniform(-0.3, 0.3) * severity), Float(random.uniform(-0.3, 0.3) * severity))
        vignette = random.uniform(0, 0.4) * severity
        let from = Point(Float(random.uniform(-40, 640)), -60)
        let to = Point(Float(random.uniform(0, 680)), 540)
        glare = (random.uniform(7, 16), random.uniform(0.7, 2.2), from, to, random.uniform(8, 26))
        sharpness = random.uniform(0.45, 0.7)
    }

    func light(_ scene: inout SimulatedScene, at seconds: Double, random: inout SplitMix64) {
        let day = (seconds / 86_400).rounded(.down)
        let hour = (seconds - day * 86_400) / 3600
        // Clouds: another brightness every day, and a little every quarter of an hour.
        let sky = random.uniform(0.85, 1.0) * (0.7 + 0.3 * SplitMix64.unit(0x736b_7921, Int64(day)))
        let height = max(0, sin((hour - 6) / 14 * .pi))
        let sun = hasWindow && hour > 6 && hour < 20 ? height * sky : 0
        scene.light = Float(min(1.25, lamp + 0.35 * severity * sun))
        // The sun goes round: what falls from one side in the morning falls from the other in the evening.
        let side = Float(sun * 0.35 * severity * cos((hour - 6) / 14 * .pi))
        scene.gradient = Point(slope.x + side, slope.y)
        scene.vignette = Float(vignette)
        let since = (hour - glare.hour) / glare.hours
        if hasWindow, severity > 0, since > 0, since < 1, sky > 0.75 {
            let centre = glare.from + (glare.to - glare.from) * Float(since)
            scene.glare = .init(centre: centre, radius: Float(glare.radius), strength: Float(severity * sun * 1.1))
        }
        let cold = 0.5 - 0.5 * cos(hour / 24 * 2 * .pi)
        scene.blur = Float(sharpness + severity * (0.35 * (1 - cold) + random.uniform(0, 0.1)))
        scene.noise = Float(1.2 + severity * (random.uniform(0.3, 1.2) + 3.2 * max(0, 1 - Double(scene.light))))
    }
}
