// How far a camera has moved since its meter card was made, in terms that a technician can act on.

/// A camera's distance from its place at calibration.
public struct Drift: Sendable, Equatable {
    /// Pixels of the reference frame at the dial's corner that has moved farthest.
    public var pixels: Double
    /// Degrees clockwise.
    public var degrees: Double
    /// Size of the meter in the picture against that at calibration.
    public var scale: Double
    /// The most pixels at which the meter is still found and its dials are still in the picture.
    public var limit: Double
    /// Pixels that are added each day, from the last days; nil while there are too few.
    public var pixelsPerDay: Double?

    /// How much of what is tolerable is used up: 1 where reading ends.
    public var share: Double {
        max(pixels / limit, max(abs(degrees) / Limits.driftDegrees, abs(scale - 1) / Limits.driftScale))
    }

    /// Days until the limit at the present trend; nil if there is none towards it.
    public var daysLeft: Double? {
        guard let pixelsPerDay, pixelsPerDay > Limits.driftTrendMin else { return nil }
        return max(0, limit - pixels) / pixelsPerDay
    }
}
