// What the clocks of the board say at one moment.

import Metering

/// The wall clock, the time since the board's start, and what the wall clock is worth.
public struct ClockReading: Sendable, Equatable {
    /// What the wall clock says.
    public var wall: Timestamp
    /// Milliseconds since the board's start, sleep included; it never goes back.
    public var uptime: Int64
    /// True while a time source disciplines the wall clock.
    public var isSynchronised: Bool

    /// The clocks at one moment.
    public init(wall: Timestamp, uptime: Int64, isSynchronised: Bool) {
        self.wall = wall
        self.uptime = uptime
        self.isSynchronised = isSynchronised
    }
}
