// When one sink delivers, and how much it may.

import Capture

/// The plan of one sink.
public struct SinkPlan: Sendable, Equatable {
    /// The slots at which what has gathered is delivered; nil: everything at once.
    public var pattern: Schedule.Pattern?
    /// Milliseconds over which the deliveries of a fleet are spread after each slot.
    public var jitter: Int64 = 0
    /// Whether an event, a leak or a camera that was knocked, is not kept waiting for the slot.
    public var isEager = true
    /// Bytes over the network in one day, in UTC, both directions; nil: no limit.
    public var dayBytes: Int64?

    /// Everything at once, without a limit.
    public init() {}
}
