// The meter card: everything that is known about one meter before a frame arrives.

import Recognition

/// A meter card.
public struct MeterCard: Sendable, Equatable {
    /// The meter's name, unique on the gateway; part of topics and file names.
    public var meter: String
    /// What it measures.
    public var medium: Medium
    /// The unit of its index.
    public var unit: String
    /// The reference frame, a path relative to the card: the picture that all geometry refers to.
    public var reference: String
    /// The part of the reference frame that shows the meter; nil: around the dials.
    public var area: Quad?
    /// A part of the reference frame that looks so only on the display's page that carries the registers; nil if the display
    /// shows nothing else.
    public var page: Quad?
    /// Frames that are taken for one reading.
    public var frames = 1
    /// The camera's controls by name that hold for this meter: exposure, gain, white balance and focus, locked.
    public var controls: [String: Int] = [:]
    /// How far the camera's frames are turned against the reference frame, in degrees clockwise: 180 for a camera that was
    /// mounted upside down with the card of an upright one.
    public var rotation: Double
    /// Its registers.
    public var registers: [RegisterCard]

    /// A card.
    public init(
        meter: String, medium: Medium, unit: String, reference: String, area: Quad?,
        rotation: Double = 0, registers: [RegisterCard]
    ) {
        self.meter = meter
        self.medium = medium
        self.unit = unit
        self.reference = reference
        self.area = area
        self.rotation = rotation
        self.registers = registers
    }
}
