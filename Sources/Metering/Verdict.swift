// From a decoder's decision to what is published: the one place where it is decided that an index leaves the house.

import Recognition

/// The published index, if any, with its quality and reasons.
public struct Verdict: Sendable, Equatable {
    /// The index to publish; nil when it is withheld.
    public var index: Index?
    /// Its quality.
    public var quality: Quality
    /// Why it is not simply accepted, each once, in the order found.
    public var reasons: [Reason]

    /// Nothing to publish, for a reason that leaves no doubt.
    public init(refused reason: Reason) {
        index = nil
        quality = .rejectedWithCertainty
        reasons = [reason]
    }

    /// Judges `decision`. A published index never falls below the anchor: what lies within the play of the gears is the
    /// anchor itself.
    public init(_ decision: Decision, anchor: Anchor?) {
        var reasons: [Reason] = []
        for finding in decision.findings where !reasons.contains(Reason(finding)) { reasons.append(Reason(finding)) }
        self.reasons = reasons
        guard let found = decision.index, reasons.allSatisfy(\.isTolerated) else {
            index = nil
            quality = .rejectedWithProbability
            return
        }
        index = found
        if let anchor, found < anchor.index,
            found.units + anchor.jitter.scaled(to: found.decimals)
                >= anchor.index.scaled(to: found.decimals)
        {
            index = Index(units: anchor.index.scaled(to: found.decimals), decimals: found.decimals)
        }
        quality = reasons.isEmpty ? .accepted : .suspicious
    }
}
