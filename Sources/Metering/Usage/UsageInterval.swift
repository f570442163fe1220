// What was used from one instant to another, as far as readings tell.

import Recognition

/// An interval and its usage.
public struct UsageInterval: Sendable, Equatable {
    /// How much its usage is worth.
    public enum State: String, Sendable, CaseIterable {
        /// There is a reading close to both of its ends.
        case whole
        /// A reading that the usage was taken from lies away from an end, or was taken by a clock that nobody had set.
        case incomplete
        /// The readings tell nothing.
        case unknown
        /// The meter was exchanged, or its index set.
        case broken
    }

    /// Where it begins.
    public var from: Timestamp
    /// Where it ends; that instant belongs to the next one.
    public var to: Timestamp
    /// The reading that its beginning was taken from.
    public var first: UsagePoint?
    /// The reading that its end was taken from.
    public var last: UsagePoint?
    /// The difference of the two; nil where there is nothing to be told.
    public var usage: Index?
    /// How much that is worth.
    public var state: State

    /// An interval.
    public init(
        from: Timestamp, to: Timestamp, first: UsagePoint?, last: UsagePoint?, usage: Index?, state: State
    ) {
        (self.from, self.to, self.first, self.last) = (from, to, first, last)
        (self.usage, self.state) = (usage, state)
    }
}
