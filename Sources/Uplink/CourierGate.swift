// When a sink may deliver: a schedule, a day's budget of bytes, a clock that must be set first. The courier asks before each round
// and knows none of the reasons.

/// Whether to deliver now.
public enum GateAnswer: Sendable, Equatable {
    /// Deliver.
    case open
    /// Do not, for this reason; look again after so long at the latest.
    case closed(reason: String, isTrouble: Bool, wait: Duration)
}

/// What holds a courier back. It is asked again whenever something was appended.
public protocol CourierGate: Sendable {
    /// Whether to deliver now.
    func look() async -> GateAnswer

    /// Everything that was pending is delivered.
    func drained() async
}

/// No restriction.
public struct OpenGate: CourierGate {
    /// An open gate.
    public init() {}

    /// Deliver.
    public func look() async -> GateAnswer { .open }

    /// Nothing follows from it.
    public func drained() async {}
}
