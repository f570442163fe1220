// Finds an index that stands still for longer than it ever did, and longer than people are away. An empty house and a stuck meter look
// alike to one meter, so the limit is days for what people draw, and hours only for what always flows.

import Recognition

/// Watches for a meter that is stuck.
struct JamWatch: Sendable, Equatable {
    private var still: RegisterCard.Start?
    /// The longest standstill that ended by itself, in hours.
    private var longest = 0.0
    private(set) var open: Warning?

    /// Takes in a step; what is to be told, if anything.
    mutating func add(_ step: WarningStep, _ rules: WarningRules) -> WarningEvent? {
        let since = still ?? step.from
        let hours = step.to.at.seconds(since: since.at) / 3_600
        guard step.units > 0 else {
            still = since
            let limit = max(rules.jammedAfter, longest * Limits.jammedFactor)
            guard open == nil, hours >= limit else { return nil }
            let warning = Warning(.jammed, first: since, last: step.to, found: hours, usual: limit, unit: rules.unit)
            open = warning
            return .began(warning)
        }
        // Slowly less of it with every movement: what was long ago says nothing.
        longest = max(longest * Limits.jammedForget, step.from.at.seconds(since: since.at) / 3_600)
        still = step.to
        guard let warning = open else { return nil }
        open = nil
        return .over(warning, at: step.to.at, .ended)
    }
}
