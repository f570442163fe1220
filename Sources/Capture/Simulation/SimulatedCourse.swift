// What a camera on one meter sees over weeks: readings every so often with pauses of up to three days, a mount that sinks
// and is knocked, daylight, a reflection that wanders, dirt, and now and then a picture that is none.
//
// All of it follows from the seed, and each moment from those before it.

import Glibc
import Recognition

/// The moments at which a meter is photographed, and how each looks.
public struct SimulatedCourse: Sequence, IteratorProtocol, Sendable {
    /// One photograph.
    public struct Moment: Sendable, Equatable {
        /// Seconds since the meter's start.
        public let seconds: Double
        /// How the camera sees it.
        public let scene: SimulatedScene
        /// False where nobody could be expected to read it: too dark, too bright, shaken, something in the way.
        public let isReadable: Bool
    }

    /// Seconds between two readings in an undisturbed hour, before chance.
    public let interval: Double
    /// The longest pause, in seconds.
    public static let pauseMax = 3 * 86_400.0

    private var random: SplitMix64
    private var seconds = 0.0
    private var mount: SimulatedMount
    private let day: SimulatedDay
    private var dirt = 0.0
    /// Dirt per second: what makes the glass as dirty as can be in two to six months.
    private let dirtRate: Double
    private let quality: Int
    private let severity: Double

    /// The course of one camera.
    ///
    /// - Parameters:
    ///   - seed: everything follows from it.
    ///   - severity: 0 is a camera well mounted in good light, 1 a bad installation.
    public init(seed: UInt64, severity: Double = 1) {
        precondition((0...1).contains(severity))
        random = SplitMix64(seed: seed ^ 0x636f_7572)
        interval = [300.0, 600, 900, 900, 1200, 1800, 3600][random.choice(7)]
        mount = SimulatedMount(random: &random, severity: severity)
        day = SimulatedDay(random: &random, severity: severity)
        dirtRate = severity / (86_400 * random.uniform(60, 180))
        quality = 88 - Int(random.uniform(0, 28) * severity)
        self.severity = severity
    }

    /// The next moment; there is always one.
    public mutating func next() -> Moment? {
        let elapsed = pause()
        seconds += elapsed
        mount.wait(elapsed, random: &random)
        dirt = Swift.min(1, dirt + dirtRate * elapsed)
        // Somebody comes by and wipes the glass.
        if random.unit() < elapsed / (86_400 * 90) { dirt = 0 }
        var scene = SimulatedScene()
        mount.place(&scene)
        day.light(&scene, at: seconds, random: &random)
        scene.dirt = Float(dirt)
        scene.jpegQuality = quality + random.choice(3)
        let isReadable = random.unit() > 0.006 * severity
        if !isReadable { spoil(&scene) }
        return Moment(seconds: seconds, scene: scene, isReadable: isReadable)
    }

    /// Seconds to the next reading: the interval, give or take what a busy gateway is late; at times a pause.
    private mutating func pause() -> Double {
        if random.unit() < 0.008 {
            // As many of some hours as of some days.
            let share = random.unit()
            return 7200 * pow(SimulatedCourse.pauseMax / 7200, share)
        }
        return interval * random.uniform(0.98, 1.03)
    }

    private mutating func spoil(_ scene: inout SimulatedScene) {
        switch random.choice(4) {
        case 0: scene.light = Float(random.uniform(0.01, 0.05))
        case 1: scene.light = Float(random.uniform(4, 7))
        case 2: scene.blur = Float(random.uniform(4, 8))
        default:
            scene.glare = .init(
                centre: Point(Float(random.uniform(200, 440)), Float(random.uniform(150, 300))), radius: 220,
                strength: 1.6)
        }
    }
}
