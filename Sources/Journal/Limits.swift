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

        /// Bytes the database file may have. Some 280,000 readings: ten meters read every quarter of an hour fill it in 290 days.
        public var readingsBytes: Int64 = 64 * 1_024 * 1_024

        /// Pages of the budget kept free for what an append changes besides its own rows.
        public var sparePages: Int64 = 16

        /// Entries removed in one commit at most when the budget is exhausted: settled ones, and then others.
        public var droppedPerCommit: Int64 = 100

        /// Bytes held back on the disk, so that there is room to copy the log into the file when the disk is full. Four times
        /// what the log may grow to.
        public var reserveBytes: Int64 = 1_024 * 1_024

        /// Settled entries removed in one commit when the disk is full: few, so that the commit itself needs little room.
        public var prunedWhenFull: Int64 = 50

        /// Bytes of all payloads of one append: they must fit into the log while it waits for room in the file.
        public var batchBytes: Int = 512 * 1_024

        /// UTF-8 bytes kept of a head-end's answer to an entry it will never take.
        public var answerBytes: Int = 1_000

        /// Entries set aside that are remembered; beyond that the oldest are forgotten.
        public var setAside: Int64 = 10_000

        /// Damaged files kept aside for support.
        public var quarantined: Int = 3

        /// Bytes of one payload. A reading takes a few hundred; pictures do not belong into the journal.
        public var payloadBytes: Int = 64 * 1_024

        /// UTF-8 bytes of a kind, a meter's name, a boot id or a sink's name.
        public var nameBytes: Int = 255

        /// Entries that one question for pending entries may return.
        public var pendingEntries: Int = 1_000

        /// Boots whose beginning is remembered: enough for every boot that entries may wait from.
        public var boots: Int = 64

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
