// How the camera sees the meter: where it sits, how it is lit, and what lens, sensor and JPEG do to the picture.
// A scene is a plain value; where it moves the reference frame to is known exactly.

import Glibc
import Recognition

/// The circumstances of one simulated frame.
public struct SimulatedScene: Sendable, Equatable {
    /// A bright reflection on the glass.
    public struct Glare: Sendable, Equatable {
        /// Where its middle is, in frame pixels.
        public var centre: Point
        /// Distance over which it fades to 60 %, in pixels.
        public var radius: Float
        /// How much light it adds in the middle; 1 = full white.
        public var strength: Float

        /// A reflection.
        public init(centre: Point, radius: Float, strength: Float) {
            self.centre = centre
            self.radius = radius
            self.strength = strength
        }
    }

    /// Turn of the picture about its middle, degrees clockwise.
    public var rotation: Float = 0
    /// Shift in pixels, right and down.
    public var shift = Point(0, 0)
    /// Size against the reference frame.
    public var scale: Float = 1
    /// Slant of the camera against the face in degrees: the picture is narrower by its cosine.
    public var tilt: Float = 0
    /// Direction of the slant, degrees clockwise from the right.
    public var tiltDirection: Float = 0
    /// Overall brightness; 1 = as drawn.
    public var light: Float = 1
    /// Change of brightness from one side of the frame to the other, right and down.
    public var gradient = Point(0, 0)
    /// Loss of light in the corners, 0 … 1.
    public var vignette: Float = 0
    /// A reflection, if any.
    public var glare: Glare?
    /// Sigma of the lens blur in pixels.
    public var blur: Float = 0.5
    /// Sigma of the sensor noise in grey levels, at full light.
    public var noise: Float = 1.5
    /// JPEG quality, 1 … 100.
    public var jpegQuality: Int = 88
    /// Dirt on the glass, 0 (clean) … 1 (years of it): specks that grow in number, and a veil.
    public var dirt: Float = 0

    /// A scene like `.clean`.
    public init() {}

    /// A camera well mounted, good light.
    public static let clean = SimulatedScene()

    /// Everything a bad installation has short of being unreadable: turned, slanted, dim, uneven, soft, noisy, a
    /// reflection, strong compression.
    public static var hard: SimulatedScene {
        var scene = SimulatedScene()
        scene.rotation = 4.5
        scene.shift = Point(9, -6)
        scene.scale = 0.94
        scene.tilt = 14
        scene.tiltDirection = 35
        scene.light = 0.55
        scene.gradient = Point(0.35, -0.25)
        scene.vignette = 0.4
        scene.glare = Glare(centre: Point(430, 110), radius: 34, strength: 0.8)
        scene.blur = 0.9
        scene.noise = 5
        scene.jpegQuality = 60
        return scene
    }

    /// A scene by chance, `severity` 0 (like `.clean`) … 1 (up to about `.hard`).
    public static func random(seed: UInt64, severity: Double) -> SimulatedScene {
        var random = SplitMix64(seed: seed)
        func spread(_ reach: Double) -> Float { Float(random.uniform(-reach, reach) * severity) }
        var scene = SimulatedScene()
        scene.rotation = spread(6)
        scene.shift = Point(spread(14), spread(14))
        scene.scale = 1 + spread(0.06)
        scene.tilt = abs(spread(14))
        scene.tiltDirection = Float(random.uniform(0, 360))
        scene.light = 1 - Float(random.uniform(0, 0.5) * severity)
        scene.gradient = Point(spread(0.4), spread(0.4))
        scene.vignette = abs(spread(0.45))
        if random.unit() < 0.4 * severity {
            scene.glare = Glare(
                centre: Point(Float(random.uniform(0, 640)), Float(random.uniform(0, 480))),
                radius: Float(random.uniform(10, 40)), strength: Float(random.uniform(0.3, 1)))
        }
        scene.blur = 0.5 + abs(spread(0.5))
        scene.noise = 1.5 + abs(spread(4))
        scene.jpegQuality = 88 - Int(random.uniform(0, 30) * severity)
        return scene
    }

    /// Where the reference frame lies in the picture this scene gives of it.
    public func placement(frameWidth: Int, frameHeight: Int) -> Placement {
        let radians = Float.pi / 180
        let (c, s) = (cosf(rotation * radians), sinf(rotation * radians))
        let (e, f) = (cosf(tiltDirection * radians), sinf(tiltDirection * radians))
        let squeeze = cosf(tilt * radians) - 1
        // Identity plus the change along the slant's direction.
        let (p, q, r) = (1 + squeeze * e * e, squeeze * e * f, 1 + squeeze * f * f)
        let a = scale * (c * p - s * q), b = scale * (c * q - s * r)
        let d = scale * (s * q + c * r), g = scale * (s * p + c * q)
        let (x, y) = (Float(frameWidth) / 2, Float(frameHeight) / 2)
        return Placement(
            a: a, b: b, c: g, d: d, tx: x + shift.x - a * x - b * y, ty: y + shift.y - g * x - d * y)
    }
}
