// One dial of a simulated meter: where it is on the upright, unmoved picture, and how it moves. The ground truth for
// whatever reads the picture.

import Recognition

/// A dial and its geometry in the reference frame.
public struct SimulatedDial: Sendable, Equatable {
    /// What kind of dial it is.
    public enum Kind: String, Sendable {
        /// An odometer drum behind a window.
        case wheel
        /// A pointer over a ring of digits.
        case needle
        /// A digit of a liquid crystal display.
        case segment
    }

    /// How a needle points.
    public struct Needle: Sendable, Equatable {
        /// The axis.
        public let centre: Point
        /// Radius of the printed circle in pixels.
        public let radius: Float
        /// Where 0 is: degrees clockwise from straight up.
        public let zeroAngle: Float
        /// Whether the digits grow clockwise.
        public let clockwise: Bool
    }

    /// What kind of dial it is.
    public let kind: Kind
    /// The power of ten one step of this dial stands for: 4 = 10 000 units, −1 = a tenth of a unit.
    public let place: Int
    /// Wheel: the window. Needle: the square around the printed circle. Segment: the digit with a margin.
    public let quad: Quad
    /// Present for needles.
    public let needle: Needle?
    /// Wheels: the position of the dial below from which this wheel turns until that reaches 10. Of the last wheel, the
    /// dial below is one that nobody sees; 0 is a wheel that turns all the time.
    public internal(set) var rollStart: Double
    /// Play of the mechanism: what is drawn is the exact position plus this.
    public internal(set) var zeroOffset: Double
    /// Segments: whether a zero before the first other digit is left dark.
    public var blanksLeadingZero = false
}
