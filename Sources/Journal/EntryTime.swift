// When something happened, by every clock the board has: boards without a battery clock boot in 1970, so one is not enough.

/// How far the wall clock could be trusted at that moment.
public enum ClockState: String, Sendable, Hashable, CaseIterable {
    /// Disciplined by a time source.
    case synchronised = "synced"
    /// Not synchronised, but not before a time known to have passed.
    case floor
    /// Not synchronised.
    case unsynchronised = "unsynced"
}

/// The time of an entry: boot, time since boot, wall time and what the wall time is worth.
public struct EntryTime: Sendable, Hashable {
    /// The kernel's id of the boot the monotonic time belongs to.
    public var bootID: String
    /// Milliseconds since that boot, including sleep.
    public var monotonicMilliseconds: Int64
    /// Milliseconds since 1970-01-01 UTC, as the wall clock said.
    public var wallMilliseconds: Int64
    /// What the wall clock was worth.
    public var clock: ClockState

    /// A time from its parts.
    public init(bootID: String, monotonicMilliseconds: Int64, wallMilliseconds: Int64, clock: ClockState) {
        self.bootID = bootID
        self.monotonicMilliseconds = monotonicMilliseconds
        self.wallMilliseconds = wallMilliseconds
        self.clock = clock
    }
}
