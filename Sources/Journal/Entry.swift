// What the journal holds. The payload is opaque: the journal keeps bytes, it does not understand meters.

/// Something to be kept.
public struct NewEntry: Sendable, Hashable {
    /// What sort of entry it is, for example `reading`.
    public var kind: String
    /// The meter it is about; empty if it is about the agent itself.
    public var meter: String
    /// When it happened.
    public var time: EntryTime
    /// The bytes to keep.
    public var payload: [UInt8]

    /// An entry from its parts.
    public init(kind: String, meter: String, time: EntryTime, payload: [UInt8]) {
        self.kind = kind
        self.meter = meter
        self.time = time
        self.payload = payload
    }
}

/// Something kept: a `NewEntry` with its place in the journal.
public struct Entry: Sendable, Hashable {
    /// The place, counted from 1, never used twice.
    public let seq: Int64
    /// What was kept.
    public let content: NewEntry
    /// The wall time put right, in milliseconds, once the board's clock was set later in the same boot; nil if nothing better is
    /// known than what was noted.
    public let restamped: Int64?

    /// What sort of entry it is.
    public var kind: String { content.kind }
    /// The meter it is about; empty if it is about the agent itself.
    public var meter: String { content.meter }
    /// When it happened.
    public var time: EntryTime { content.time }
    /// The bytes kept.
    public var payload: [UInt8] { content.payload }

    /// An entry from its parts.
    public init(seq: Int64, content: NewEntry, restamped: Int64? = nil) {
        self.seq = seq
        self.content = content
        self.restamped = restamped
    }

    /// When it happened by the best that is known, in milliseconds since 1970.
    public var wallMilliseconds: Int64 { restamped ?? time.wallMilliseconds }

    /// The checksum stored beside the entry. It covers every field, each with its length, so that neither a flipped bit nor
    /// a row that got another row's fields passes.
    var checksum: UInt32 {
        var sum = CRC32C()
        sum.add(UInt64(bitPattern: seq))
        for text in [kind, meter, time.bootID, time.clock.rawValue] {
            sum.add(UInt64(text.utf8.count))
            sum.add(text.utf8)
        }
        sum.add(UInt64(bitPattern: time.monotonicMilliseconds))
        sum.add(UInt64(bitPattern: time.wallMilliseconds))
        sum.add(UInt64(payload.count))
        sum.add(payload)
        return sum.value
    }
}
