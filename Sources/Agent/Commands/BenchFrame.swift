// A frame to measure with, and when it was taken.
// The time matters: what can have flowed since the last frame decides how far the decoder has to look.

import Metering

/// A frame of a benchmark.
struct BenchFrame: Sendable {
    /// The picture.
    var jpeg: [UInt8]
    /// When it was taken.
    var at: Timestamp
}
