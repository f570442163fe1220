// Where the console gets what it shows, and whom it hands orders to: whoever puts it into service. It knows of no agent.

import Metering

/// What the console is about.
public struct ConsoleSource: Sendable {
    /// The gateway's name.
    public var device: String
    /// The program's version.
    public var version: String
    /// What time it is.
    public var now: @Sendable () -> Timestamp
    /// The meters, in order.
    public var meters: @Sendable () async -> [MeterView]
    /// The destinations, in order.
    public var sinks: @Sendable () async -> [SinkView]
    /// What the doctor would say.
    public var findings: @Sendable () async -> [FindingView]
    /// The last picture of a meter as a JPEG; nil where there is none.
    public var picture: @Sendable (_ meter: String) async -> [UInt8]?
    /// The figures for Prometheus, and what kind of text they are.
    public var metrics: @Sendable (_ isOpenMetrics: Bool) async -> (type: String, text: String)
    /// Has a meter read now; why not, or nil.
    public var read: @Sendable (_ meter: String, _ by: String) async -> String?
    /// Says each time that something has changed.
    public var changes: @Sendable () -> AsyncStream<Void>
    /// Where cards are made.
    public var calibration: CalibrationSource
    /// What was.
    public var history: HistorySource
    /// The balance groups; nil where there are none.
    public var balances: (@Sendable () -> [BalanceView])?
    /// Ratios, working hours, machines and gauges; nil where there are none.
    public var systems: (@Sendable () -> [SystemView])?
    /// Why the agent does not go by its configuration; nil: it does.
    public var safeMode: @Sendable () -> SafeModeView? = { nil }
    /// Told when an answer begins to be made; what it returns is told when it is made.
    public var answering: @Sendable () -> @Sendable () -> Void = { {} }
    /// What tells the console's certificate from any other; nil without one.
    var fingerprint: String?

    /// A source.
    public init(
        device: String, version: String, now: @escaping @Sendable () -> Timestamp,
        meters: @escaping @Sendable () async -> [MeterView], sinks: @escaping @Sendable () async -> [SinkView],
        findings: @escaping @Sendable () async -> [FindingView],
        picture: @escaping @Sendable (_ meter: String) async -> [UInt8]?,
        metrics: @escaping @Sendable (_ isOpenMetrics: Bool) async -> (type: String, text: String),
        read: @escaping @Sendable (_ meter: String, _ by: String) async -> String?,
        changes: @escaping @Sendable () -> AsyncStream<Void>, calibration: CalibrationSource, history: HistorySource
    ) {
        (self.device, self.version, self.now) = (device, version, now)
        (self.meters, self.sinks, self.findings) = (meters, sinks, findings)
        (self.picture, self.metrics, self.read, self.changes) = (picture, metrics, read, changes)
        (self.calibration, self.history) = (calibration, history)
    }
}
