// Counts what a sink sends and receives, for links that are paid for by the byte.

import Synchronization

/// Bytes over the network in both directions since the start.
public final class Traffic: Sendable {
    private let bytes = Mutex<Int64>(0)

    /// None yet.
    public init() {}

    /// What there was so far.
    public var total: Int64 { bytes.withLock { $0 } }

    /// There was more.
    public func add(_ count: Int64) { bytes.withLock { $0 += max(0, count) } }
}
