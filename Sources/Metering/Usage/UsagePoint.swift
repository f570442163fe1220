// An index that a register showed, as far as usage needs to know it.

import Recognition

/// An index at an instant.
public struct UsagePoint: Sendable, Equatable {
    /// What tells it from every other reading.
    public var seq: Int64
    /// When it was shown.
    public var at: Timestamp
    /// What was shown.
    public var index: Index
    /// Indexes of different runs have nothing to do with each other: the meter was exchanged between them, or its index set.
    public var run: Int
    /// Whether the clock could be trusted.
    public var isTimeSure: Bool
    /// What its picture was not simply accepted for.
    public var reasons: [Reason] = []

    /// An index at an instant.
    public init(seq: Int64, at: Timestamp, index: Index, run: Int = 0, isTimeSure: Bool = true) {
        (self.seq, self.at, self.index, self.run, self.isTimeSure) = (seq, at, index, run, isTimeSure)
    }
}
