// A simulated frame together with the truth about it: what a test or a recorded case needs.
// The truth comes from the gears, not from the picture.

import Recognition

/// One picture of a simulated meter and what it shows.
public struct SimulatedShot: Sendable {
    /// The picture as a camera delivers it.
    public let jpeg: [UInt8]
    /// Seconds since the meter's start.
    public let seconds: Double
    /// What the register shows, cut to its decimals; nil when the picture shows another page.
    public let index: Index?
    /// The exact count of the last dial's digits.
    public let ticks: Double
    /// The exact position of each dial, most significant first.
    public let positions: [Double]
    /// Where the reference frame lies in the picture.
    public let placement: Placement
    /// What a display that takes turns shows; other faces always show their register.
    public internal(set) var page = SimulatedPage.register
}
