// Tells when a camera that has just begun, or whose light has just changed, has found its exposure: when the brightness does not
// change any more from one frame to the next.

/// The brightness of frames in their order.
struct ExposureWatch {
    private var last: Double?
    private(set) var frames = 0
    /// The greatest brightness so far: that of the first lit frames, before an automatic exposure has answered.
    private(set) var brightest = 0.0

    /// Takes a frame of this mean luma; true when it is much like the one before.
    mutating func isSteady(_ mean: Double) -> Bool {
        defer { last = mean }
        frames += 1
        brightest = max(brightest, mean)
        guard let last else { return false }
        return abs(mean - last) <= max(1, mean * Limits.exposureChangeMax)
    }
}
