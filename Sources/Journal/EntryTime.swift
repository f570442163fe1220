// When something happened, by every clock the board has: boards without a battery clock boot in 1970, so one is not enough.

/// How far the wall clock could be trusted at that moment.
public enum ClockState: String, Sendable, Hashable, CaseIterable {
    /// Disciplined by a time source.
    case synchronised = "synced"
    /// Not synchronised, and impossible: what is noted is a time known to have passed and what has run since.
    case floor
    /// Not synchronised, but possible.
    case unsynchronised = "unsynced"
    /// The time came with what the entry holds; it says nothing of the board's clock.
    case given
}

/// The time of an entry: boot, time since boot, wall time and what the wall time is worth.
public struct EntryTime: Sendable, Hashable {
    /// The kernel's id of the boot the monotonic time belongs to.
    public var bootID: String
    /// Milliseconds since that boot, including sleep.
    public var monotonicMilliseconds: Int64
    /// Milliseconds since 1970-01-01 UTC, by what `clock` says.
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
