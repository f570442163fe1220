// What the console shows of a reading in the journal.

import Metering
import Recognition

/// A reading that was made.
public struct ReadingView: Sendable {
    /// What it counts as today.
    public enum State: String, Sendable, CaseIterable {
        /// Its index was published, and stands.
        case published
        /// Its index was published, and found wrong later.
        case withdrawn
        /// No index was published.
        case withheld
    }

    /// Its number in the journal.
    public var seq: Int64
    /// The register that was read.
    public var register: String
    /// When the picture was taken.
    public var at: Timestamp
    /// Whether the clock could be trusted.
    public var isTimeSure: Bool
    /// The index as it was published; nil if it was withheld.
    public var index: Index?
    /// The unit of the index.
    public var unit: String
    /// How far it may be trusted.
    public var quality: Quality
    /// Why it is not simply accepted.
    public var reasons: [Reason]
    /// What it counts as.
    public var state: State
    /// Whether its picture is still kept.
    public var hasPicture: Bool

    /// A reading.
    public init(
        seq: Int64, register: String, at: Timestamp, isTimeSure: Bool, index: Index?, unit: String, quality: Quality,
        reasons: [Reason], state: State, hasPicture: Bool
    ) {
        (self.seq, self.register, self.at, self.isTimeSure) = (seq, register, at, isTimeSure)
        (self.index, self.unit, self.quality, self.reasons) = (index, unit, quality, reasons)
        (self.state, self.hasPicture) = (state, hasPicture)
    }
}
