// What is already known about a register when a frame is decoded: the last accepted index and how far the meter can
// have run since. Elapsed time and the meter's limits are turned into an index range by the caller: the core has no
// clock.

/// The last accepted index, and what can have happened since.
public struct Anchor: Sendable, Equatable {
    /// The last accepted index.
    public var index: Index
    /// The most that can have been added since; nil when nobody knows, and then half a turn of the register is possible.
    public var increaseMax: Index?
    /// The most that can have flowed back since; nil where nothing can, as with nearly all meters.
    public var decreaseMax: Index?
    /// How far a reading may fall below and still count as the same index (play of the gears).
    public var jitter: Index
    /// True when every dial has agreed with this history at least once: then a single dial that contradicts it is
    /// thought misread. Without it (an index that was typed in) such a dial is a reason to withhold.
    public var isProven: Bool

    /// An anchor with its window.
    public init(
        index: Index, increaseMax: Index?, jitter: Index, decreaseMax: Index? = nil,
        isProven: Bool = false
    ) {
        self.index = index
        self.increaseMax = increaseMax
        self.decreaseMax = decreaseMax
        self.jitter = jitter
        self.isProven = isProven
    }
}
