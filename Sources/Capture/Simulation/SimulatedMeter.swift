// A living meter that exists only in this program: it knows its exact index at any moment and can be photographed.
// Everything follows from the seed; asking for a later moment first changes nothing.

import Recognition

/// A simulated meter in a simulated household.
public struct SimulatedMeter: Sendable {
    /// Columns of its pictures.
    public static let frameWidth = 640
    /// Rows of its pictures.
    public static let frameHeight = 480

    /// What kind of meter it is.
    public let face: SimulatedFace
    /// What everything about it follows from.
    public let seed: UInt64
    /// The household behind it.
    public let flow: FlowProfile
    /// Seconds of household time per second.
    public let acceleration: Double
    private let drawing: FaceDrawing
    private let startTicks: Double

    /// A meter.
    ///
    /// - Parameters:
    ///   - face: what kind of meter.
    ///   - seed: decides its looks, its play and, unless `flow` is given, its household.
    ///   - start: what it shows at second 0; digits beyond its decimals are cut off.
    ///   - startFraction: how far the last dial is on its way to its next digit at second 0, 0 ..< 1.
    ///   - flow: the household; nil for a typical one.
    ///   - acceleration: seconds of household time per second, for demonstrations.
    ///   - play: the mechanism; it changes what is drawn, not what is counted.
    public init(
        face: SimulatedFace, seed: UInt64, start: Index, startFraction: Double = 0, flow: FlowProfile? = nil,
        acceleration: Double = 1, play: SimulatedPlay = .usual
    ) {
        precondition(start.units >= 0 && acceleration >= 0 && startFraction >= 0 && startFraction < 1)
        self.face = face
        self.seed = seed
        self.acceleration = acceleration
        self.flow = flow ?? FlowProfile(typicalFor: face, seed: seed)
        var drawing = FaceDrawing.draw(
            face, seed: seed, frameWidth: SimulatedMeter.frameWidth, frameHeight: SimulatedMeter.frameHeight)
        drawing.install(play)
        self.drawing = drawing
        startTicks = Double(start.scaled(to: -(drawing.dials.last?.place ?? 0))) + startFraction
    }

    /// The dials, most significant first, in the upright, unmoved picture.
    public var dials: [SimulatedDial] { drawing.dials }
    /// Where a display that takes turns says which page it shows: what is there on the register's page, and what is not,
    /// tells that page from all others. Nil for faces without pages.
    public var pageMark: Quad? { drawing.display?.mark }
    /// The unit printed on the face.
    public var unit: String { face.unit }
    /// Places after the decimal point.
    public var decimals: Int { -(drawing.dials.last?.place ?? 0) }
    /// The register wraps to 0 here, in units of its last place.
    public var capacity: Int64 { dials.reduce(1) { capacity, _ in capacity * 10 } }
    /// The most that ever flows, in units per hour of camera time.
    public var maximumPerHour: Double { flow.maximumPerHour * acceleration }

    /// The exact count of the last dial's digits at a moment; never falls, and does not wrap.
    public func ticks(at seconds: Double) -> Double {
        var perUnit = 1.0
        for _ in 0..<decimals { perUnit *= 10 }
        return startTicks + flow.volume(at: seconds * acceleration) * perUnit
    }

    /// What the register shows at a moment, cut to its decimals and wrapped like its dials.
    public func index(at seconds: Double) -> Index { index(ofTicks: ticks(at: seconds)) }

    /// What the register shows at a count.
    public func index(ofTicks ticks: Double) -> Index {
        Index(units: Int64(ticks.rounded(.down)) % capacity, decimals: decimals)
    }

    /// The exact position of each dial at a count, without the play of the mechanism.
    public func positions(at ticks: Double) -> [Double] { GearTrain.positions(of: dials, at: ticks) }

    /// What a display that takes turns shows at a moment; other faces always show their register.
    public func page(at seconds: Double) -> SimulatedPage {
        drawing.display == nil ? .register : SimulatedPage.shown(at: seconds, seed: seed)
    }

    /// The picture at a count.
    ///
    /// - Parameters:
    ///   - noiseSeed: decides the sensor noise of this one picture.
    ///   - page: what a display that takes turns shows; nothing to other faces.
    public func picture(
        ticks: Double, scene: SimulatedScene = .clean, noiseSeed: UInt64 = 0, page: SimulatedPage = .register
    ) -> ColourImage {
        var canvas = drawing.painted(at: ticks, page: page)
        if scene.dirt > 0 { Dirt(amount: scene.dirt, seed: seed).paint(on: &canvas) }
        return Optics.expose(
            canvas, scene: scene, frameWidth: SimulatedMeter.frameWidth, frameHeight: SimulatedMeter.frameHeight,
            noiseSeed: SplitMix64.hash(seed, Int64(bitPattern: noiseSeed)))
    }

    /// The picture at a count with the truth about it.
    public func shot(
        ticks: Double, scene: SimulatedScene = .clean, noiseSeed: UInt64 = 0, page: SimulatedPage = .register
    ) -> SimulatedShot {
        shot(ticks: ticks, seconds: 0, scene: scene, noiseSeed: noiseSeed, page: page)
    }

    /// The picture at a moment with the truth about it; each moment has its own noise, and its page.
    public func shot(at seconds: Double, scene: SimulatedScene = .clean) -> SimulatedShot {
        shot(
            ticks: ticks(at: seconds), seconds: seconds, scene: scene, noiseSeed: seconds.bitPattern,
            page: page(at: seconds))
    }

    private func shot(
        ticks: Double, seconds: Double, scene: SimulatedScene, noiseSeed: UInt64, page: SimulatedPage
    ) -> SimulatedShot {
        let page = drawing.display == nil ? .register : page
        return SimulatedShot(
            jpeg: JPEGEncoder.colour(
                picture(ticks: ticks, scene: scene, noiseSeed: noiseSeed, page: page), quality: scene.jpegQuality),
            seconds: seconds, index: page == .register ? index(ofTicks: ticks) : nil, ticks: ticks,
            positions: positions(at: ticks),
            placement: scene.placement(
                frameWidth: SimulatedMeter.frameWidth, frameHeight: SimulatedMeter.frameHeight),
            page: page)
    }
}

extension SimulatedMeter: CustomStringConvertible, CustomReflectable {
    /// What kind of meter and which one.
    public var description: String { "simulated \(face.rawValue) meter \(seed)" }
    /// Without the drawing: nobody wants to read a million pixels in a message.
    public var customMirror: Mirror { Mirror(self, children: ["face": face, "seed": seed]) }
}
