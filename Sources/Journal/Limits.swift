// Every bound the journal keeps, in one place, each with the reason for its value.
// They are values, not globals, so that a test can make them small.

extension Journal {
    /// The bounds of one journal.
    public struct Limits: Sendable, Equatable {
        /// Settled entries kept for local history before the oldest are pruned. Ten meters read every quarter of an hour
        /// make this many in about hundred days, in some 25 MB.
        public var settledEntries: Int64 = 100_000

        /// Entries removed in one commit at most, so that pruning never holds up an append for long.
        public var prunedPerCommit: Int64 = 1_000

        /// Bytes of one payload. A reading takes a few hundred; pictures do not belong into the journal.
        public var payloadBytes: Int = 64 * 1_024

        /// UTF-8 bytes of a kind, a meter's name, a boot id or a sink's name.
        public var nameBytes: Int = 255

        /// Entries that one question for pending entries may return.
        public var pendingEntries: Int = 1_000

        /// Pages the write-ahead log may grow to before it is copied back into the database file (4 KiB each).
        public var logPages: Int32 = 64

        /// How long opening waits for a process that is just going away to release the file.
        public var lockWaitMilliseconds: Int32 = 250

        /// What a commit waits for. Anything but `full` is for the proof that the power-cut test can tell.
        package var synchronous = Synchronous.full

        /// The limits of the product.
        public init() {}
    }

    /// When SQLite flushes; the raw value is SQLite's.
    package enum Synchronous: Int, Sendable {
        /// At each copying of the log into the file: the last commits before a power cut are lost.
        case normal = 1
        /// At each commit.
        case full = 2
    }
}
