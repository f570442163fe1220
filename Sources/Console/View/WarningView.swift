// What the console shows of a warning that was told: that it began, or that it is over.

import Metering

/// A warning that was told.
public struct WarningView: Sendable {
    /// Its number in the journal.
    public var seq: Int64
    /// When it was told.
    public var at: Timestamp
    /// The meter, or the balance group.
    public var meter: String
    /// The register; `balance` of a group.
    public var register: String
    /// What was told.
    public var warning: Warning
    /// Why it is over; nil: it began.
    public var end: WarningEvent.End?

    /// A warning.
    public init(
        seq: Int64, at: Timestamp, meter: String, register: String, warning: Warning, end: WarningEvent.End?
    ) {
        (self.seq, self.at, self.meter, self.register) = (seq, at, meter, register)
        (self.warning, self.end) = (warning, end)
    }
}
