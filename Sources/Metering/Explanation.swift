// Why a register was read as it was: for the journal, and for whoever asks.

import Recognition

/// What spoke for an index and against it.
public struct Explanation: Sendable, Equatable {
    /// The two likeliest indices with their probabilities, the likelier first.
    public var candidates: [Candidate]
    /// The dials that disagree with the likeliest.
    public var disagreements: [Disagreement]
    /// What the dials show by themselves, where history excludes it.
    public var excluded: Decision.Excluded?

    /// What a decision says of itself.
    public init(_ decision: Decision) {
        candidates = decision.candidates
        disagreements = decision.disagreements
        excluded = decision.excluded
    }

    /// As an object: `candidates`, `disagreements` where there are any, `excluded` where something is.
    public var object: JSONObject {
        var object = JSONObject()
        object.set(
            "candidates",
            candidates.map { candidate in
                var entry = JSONObject()
                entry.set("index", candidate.index.text)
                entry.set("probability", exactly: candidate.probability)
                return entry
            })
        if !disagreements.isEmpty {
            object.set(
                "disagreements",
                disagreements.map { disagreement in
                    var entry = JSONObject()
                    entry.set("dial", disagreement.dial)
                    entry.set("seen", exactly: disagreement.seen)
                    entry.set("expected", exactly: disagreement.expected)
                    return entry
                })
        }
        if let excluded {
            var entry = JSONObject()
            entry.set("index", excluded.index.text)
            entry.set("limit", excluded.side == .below ? "below the last index" : "above what can have flowed")
            object.set("excluded", entry)
        }
        return object
    }
}
