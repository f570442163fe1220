// The usage sheet of a register for a period: what was used interval by interval, what is not known, and what the first and the last
// reading were read from.

import Metering

/// A usage sheet.
public struct UsageReport: Sendable {
    /// A reading at an end of the period, with its picture while that is kept.
    public struct Evidence: Sendable {
        /// What was read, and when.
        public var point: UsagePoint
        /// What it was read from, as a JPEG.
        public var picture: [UInt8]?

        /// A reading.
        public init(point: UsagePoint, picture: [UInt8]?) { (self.point, self.picture) = (point, picture) }
    }

    /// Intervals of a sheet at most: the hours of a month with a day to spare.
    public static let intervalsMost = 768

    /// The gateway.
    public var device: String
    /// The meter.
    public var meter: String
    /// Its register.
    public var register: String
    /// The length of the intervals.
    public var step: UsageStep
    /// The period.
    public var period: Range<Timestamp>
    /// The intervals, and the whole period.
    public var view: UsageView
    /// Where readings are missing: with what was used in the whole of each gap.
    public var gaps: [UsageInterval]
    /// The reading that the period's beginning was taken from.
    public var first: Evidence?
    /// The reading that its end was taken from.
    public var last: Evidence?
    /// When the sheet was made.
    public var made: Timestamp
    /// Seconds by which the gateway's clock on the wall is ahead of UTC.
    public var offset: @Sendable (Timestamp) -> Int

    /// A usage sheet.
    public init(
        device: String, meter: String, register: String, step: UsageStep, period: Range<Timestamp>, view: UsageView,
        gaps: [UsageInterval], first: Evidence?, last: Evidence?, made: Timestamp,
        offset: @escaping @Sendable (Timestamp) -> Int
    ) {
        (self.device, self.meter, self.register, self.step) = (device, meter, register, step)
        (self.period, self.view, self.gaps, self.first, self.last) = (period, view, gaps, first, last)
        (self.made, self.offset) = (made, offset)
    }

    /// The sheet as a page of its own, which needs nothing from elsewhere.
    public func html(_ language: Language) -> String { ReportPage(report: self, language: language).document().text }

    /// The intervals as comma-separated values (RFC 4180).
    public func csv() -> String {
        let head = "from,to,usage,unit,state,first_index,last_index,published,withheld\r\n"
        return head
            + view.intervals.map { interval in
                let usage = interval.usage
                let fields = [
                    usage.from.text, usage.to.text, usage.usage?.text ?? "", view.unit, usage.state.rawValue,
                    usage.first?.index.text ?? "", usage.last?.index.text ?? "", String(interval.published),
                    String(interval.withheld),
                ]
                return fields.map(ReadingTable.field).joined(separator: ",") + "\r\n"
            }.joined()
    }
}
