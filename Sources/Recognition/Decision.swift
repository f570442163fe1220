// What the decoder says about one frame of one register.

/// Why a decision is less than plain, or none.
public enum Finding: Sendable, Equatable {
    /// There was no history to hold the frame against.
    case noAnchor
    /// Nobody has said how much can flow, so that a large jump could not be excluded.
    case noLimit
    /// This dial (0 = most significant) could not be read.
    case dialUnreadable(Int)
    /// This dial shows something that the rest of the register excludes.
    case dialDisagrees(Int)
    /// A quite different index is not much less likely.
    case ambiguous
    /// The dials show an index that cannot follow the last accepted one.
    case contradictsHistory
    /// Too few dials were readable to say anything.
    case nothingReadable
}

/// The most likely index of a frame, how sure it is, and what speaks against it.
public struct Decision: Sendable, Equatable {
    /// The most likely index; nil when nothing was readable.
    public var index: Index?
    /// The most likely index that is really another one.
    public var runnerUp: Index?
    /// Probability of `index` against everything else considered.
    public var confidence: Float
    /// What to know about it.
    public var findings: [Finding]

    /// A decision.
    public init(index: Index?, runnerUp: Index?, confidence: Float, findings: [Finding]) {
        self.index = index
        self.runnerUp = runnerUp
        self.confidence = confidence
        self.findings = findings
    }
}
