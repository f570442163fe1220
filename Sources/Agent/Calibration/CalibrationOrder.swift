// What a technician says of the meter whose card is to be made.

import Metering
import Recognition

/// A calibration as it was asked for.
struct CalibrationOrder: Sendable, Equatable {
    /// What the meter shows.
    var typed: TypedReading
    /// What the dials are; nil if nobody said.
    var kind: DialKind?
    var medium: Medium
    /// What the meter will be called.
    var name: String
    /// The most that can flow in an hour, in units of the index; nil: as before.
    var hourlyMax: Double?
    /// Whether somebody said that no digits stand beside those that were typed.
    var standsAlone = false
}
