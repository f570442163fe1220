// How a clipped-on camera sits: a little askew from the first day, sinking slowly, knocked now and then by whoever fetches
// the potatoes. It never goes so far that a technician would have to come.

import Recognition

/// The place of a camera over time.
struct SimulatedMount: Sendable {
    /// Turn, shift right and down, scale.
    private var place: [Double]
    /// Where it settles, until the next knock.
    private var rest: [Double]
    private let tilt: Double
    private let tiltDirection: Double
    private let severity: Double

    /// How far it goes at most: degrees, pixels, pixels, share of the size.
    private static let reach = [4.0, 11.0, 11.0, 0.045]
    /// Seconds in which a mount comes half way to its rest.
    private static let settling = 86_400.0 * 6

    init(random: inout SplitMix64, severity: Double) {
        self.severity = severity
        // The reference frame was taken with the camera in place, so it begins near it.
        place = SimulatedMount.reach.map { $0 * severity * random.uniform(-0.25, 0.25) }
        rest = SimulatedMount.reach.map { $0 * severity * random.uniform(-0.8, 0.8) }
        tilt = random.uniform(0, 9) * severity
        tiltDirection = random.uniform(0, 360)
    }

    /// Time goes by.
    mutating func wait(_ seconds: Double, random: inout SplitMix64) {
        let share = 1 - 1 / (1 + seconds / SimulatedMount.settling)
        for i in place.indices {
            let reach = SimulatedMount.reach[i] * severity
            let shiver = reach * random.uniform(-0.006, 0.006)
            place[i] += (rest[i] - place[i]) * share + shiver
        }
        if random.unit() < seconds / (86_400 * 5) {
            for i in place.indices {
                let reach = SimulatedMount.reach[i] * severity
                place[i] = limited(place[i] + reach * random.uniform(-0.45, 0.45), to: reach)
                rest[i] = limited(place[i] + reach * random.uniform(-0.4, 0.4), to: reach)
            }
        }
    }

    func place(_ scene: inout SimulatedScene) {
        scene.rotation = Float(place[0])
        scene.shift = Point(Float(place[1]), Float(place[2]))
        scene.scale = 1 + Float(place[3])
        scene.tilt = Float(tilt)
        scene.tiltDirection = Float(tiltDirection)
    }

    private func limited(_ value: Double, to reach: Double) -> Double { min(max(value, -reach), reach) }
}
