// What a courier tells when it leaves an entry undelivered for good: never silently, and never to the cost of those behind it.

/// An entry that can never be delivered and no longer holds up its sink. It stays in the journal like a delivered one.
public struct SetPast: Sendable, Equatable {
    /// Which entry.
    public let seq: Int64
    /// Why it cannot be delivered.
    public let reason: String
    /// How many it are by now, this one included, since the courier began.
    public let count: Int
}

extension SetPast: CustomStringConvertible {
    /// One sentence for the operator.
    public var description: String {
        "entry \(seq) can never be delivered and was set past: \(reason); \(count) since the start"
    }
}
