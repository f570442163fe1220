// What the decoder says about one frame, or one burst of frames, of one register.

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

/// Where an index lies that history excludes.
public enum WindowSide: Sendable, Equatable {
    /// Less than the register can have fallen to.
    case below
    /// More than can have flowed.
    case above
}

/// An index that was thought possible.
public struct Candidate: Sendable, Equatable {
    /// The index.
    public var index: Index
    /// Its share of all probability.
    public var probability: Float
}

/// What a dial shows against what it should show.
public struct Disagreement: Sendable, Equatable {
    /// The dial, 0 = most significant.
    public var dial: Int
    /// The position read, without the dial's mounting error.
    public var seen: Float
    /// Where it would have to stand.
    public var expected: Float
    /// How far that is apart, the shorter way round.
    public var distance: Float {
        let apart = DialEvidence.wrapped(seen - expected)
        return min(apart, 10 - apart)
    }
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
    /// The two likeliest indices with their probabilities, the likelier first; empty when nothing was readable.
    public var candidates: [Candidate] = []
    /// The dials that disagree with the index, and what was expected of them.
    public var disagreements: [Disagreement] = []
    /// What the dials show by themselves when history excludes it, and on which side it does.
    public var excluded: Excluded?
    /// The index in tenths of a position of the lowest dial, as the dials show it: not held up at the last accepted one.
    var ticks: Int64?

    /// An index that the dials show and history excludes.
    public struct Excluded: Sendable, Equatable {
        /// What the dials show.
        public var index: Index
        /// The limit that it breaks.
        public var side: WindowSide
    }

    /// A decision.
    public init(index: Index?, runnerUp: Index?, confidence: Float, findings: [Finding]) {
        self.index = index
        self.runnerUp = runnerUp
        self.confidence = confidence
        self.findings = findings
    }
}
