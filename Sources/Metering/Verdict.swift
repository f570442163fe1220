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

    /// Keeps the index back.
    public mutating func withhold() {
        index = nil
        quality = .rejectedWithProbability
    }

    /// The same frame, known to show another meter: nothing of it is published.
    public var ofOtherMeter: Verdict {
        var verdict = self
        verdict.withhold()
        verdict.reasons.insert(.notThisMeter, at: 0)
        return verdict
    }

    /// Notes that it overrules what was accepted before.
    public mutating func markCorrected() {
        reasons.insert(.corrected, at: 0)
        quality = .suspicious
    }

    /// Judges `decision`; `causes` say why single dials could not be read.
    public init(_ decision: Decision, causes: [Reason] = []) {
        var reasons: [Reason] = []
        for cause in causes where !reasons.contains(cause) { reasons.append(cause) }
        for finding in decision.findings where !reasons.contains(Reason(finding)) { reasons.append(Reason(finding)) }
        self.reasons = reasons
        guard let found = decision.index, reasons.allSatisfy({ Verdict.isTolerated($0, beside: reasons) }) else {
            index = nil
            quality = .rejectedWithProbability
            return
        }
        index = found
        quality = reasons.isEmpty ? .accepted : .suspicious
    }

    /// True when an index is still published, as suspicious, though `reason` is known of it. A dial that disagrees is
    /// outvoted only where history and a limit on the flow leave no other index.
    private static func isTolerated(_ reason: Reason, beside reasons: [Reason]) -> Bool {
        if reason == .dialDisagrees { return !reasons.contains(.noAnchor) && !reasons.contains(.noLimit) }
        return reason.isTolerated
    }
}
