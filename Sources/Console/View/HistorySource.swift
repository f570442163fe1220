// Where the console gets what was: readings, what was used between them, and what was changed. Everything is asked for in parts, so that no
// question takes long however much is kept.

import Metering

/// What was.
public struct HistorySource: Sendable {
    /// A register of a meter and a time.
    public struct Part: Sendable {
        /// The meter.
        public var meter: String
        /// Its register.
        public var register: String
        /// From when.
        public var from: Timestamp
        /// To when; that instant is not in it any more.
        public var to: Timestamp

        /// A part of a history.
        public init(meter: String, register: String, from: Timestamp, to: Timestamp) {
            (self.meter, self.register, self.from, self.to) = (meter, register, from, to)
        }
    }

    /// The interval of a step that holds an instant, by the gateway's clock on the wall.
    public var span: @Sendable (UsageStep, Timestamp) -> Range<Timestamp>
    /// Seconds by which that clock is ahead of UTC.
    public var offset: @Sendable (Timestamp) -> Int
    /// The usage by intervals of a step, so many at most.
    public var usage: @Sendable (Part, UsageStep, _ limit: Int) async throws -> UsageView
    /// The usage sheet by intervals of a step.
    public var report: @Sendable (Part, UsageStep) async throws -> UsageReport
    /// The readings behind a number, ascending, so many at most.
    public var readings: @Sendable (Part, _ after: Int64, _ limit: Int) async throws -> [ReadingView]
    /// A reading of a meter; nil if it is not kept.
    public var reading: @Sendable (_ meter: String, _ seq: Int64) async throws -> ReadingView?
    /// The picture that a reading was read from, as a JPEG; nil if it is not kept.
    public var picture: @Sendable (_ meter: String, _ seq: Int64) async throws -> [UInt8]?
    /// What was changed before a number, the newest first, so many at most.
    public var changes: @Sendable (_ before: Int64, _ limit: Int) async throws -> [ChangeView]

    /// The warnings that were told before a number, the newest first, and where to go on; nil at the end.
    public var warnings: @Sendable (_ before: Int64, _ limit: Int) async throws -> ([WarningView], next: Int64?)

    /// A history.
    public init(
        span: @escaping @Sendable (UsageStep, Timestamp) -> Range<Timestamp>,
        offset: @escaping @Sendable (Timestamp) -> Int,
        usage: @escaping @Sendable (Part, UsageStep, _ limit: Int) async throws -> UsageView,
        report: @escaping @Sendable (Part, UsageStep) async throws -> UsageReport,
        readings: @escaping @Sendable (Part, _ after: Int64, _ limit: Int) async throws -> [ReadingView],
        reading: @escaping @Sendable (_ meter: String, _ seq: Int64) async throws -> ReadingView?,
        picture: @escaping @Sendable (_ meter: String, _ seq: Int64) async throws -> [UInt8]?,
        changes: @escaping @Sendable (_ before: Int64, _ limit: Int) async throws -> [ChangeView],
        warnings: @escaping @Sendable (_ before: Int64, _ limit: Int) async throws -> ([WarningView], next: Int64?)
    ) {
        (self.span, self.offset, self.usage, self.report) = (span, offset, usage, report)
        (self.readings, self.reading, self.picture, self.changes) = (readings, reading, picture, changes)
        self.warnings = warnings
    }
}
