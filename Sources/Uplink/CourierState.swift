// What a courier tells about itself, once per change: one log line each, and the health of a sink.

/// Whether entries get through.
public enum CourierState: Sendable, Equatable {
    /// The sink is ready, and took what there was.
    case connected
    /// Entries wait in the journal, for this reason.
    case waiting(reason: String)
    /// Entries wait because it is not their time yet; nothing is wrong.
    case resting(reason: String)
}

extension CourierState: CustomStringConvertible {
    /// The state in words.
    public var description: String {
        switch self {
        case .connected: "connected"
        case .waiting(let reason): "waiting: \(reason)"
        case .resting(let reason): "resting: \(reason)"
        }
    }
}
