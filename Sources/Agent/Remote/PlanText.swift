// Plans in words, for those who read what was changed.

import Capture

/// Plans as a line of text; two plans that differ have different texts.
enum PlanText {
    /// For example `every 15m`, `at 03:00, 15:00`, `cron 0 3 * * *`.
    static func text(_ pattern: Schedule.Pattern) -> String {
        switch pattern {
        case .interval(let milliseconds): "every " + DurationText.text(.milliseconds(milliseconds))
        case .daily(let minutes): "at " + ReadingPlan.times(minutes).joined(separator: ", ")
        case .cron(let expression): "cron " + expression.text
        }
    }

    /// With the intervals between which the agent chooses.
    static func text(_ plan: ReadingPlan) -> String {
        guard let cadence = plan.cadence else { return text(plan.pattern) }
        let (least, most) = (cadence.least, cadence.most)
        return text(plan.pattern)
            + ", from \(DurationText.text(.milliseconds(least))) to \(DurationText.text(.milliseconds(most)))"
    }

    /// When a sink delivers; nil: everything as soon as it is there.
    static func delivery(_ pattern: Schedule.Pattern?) -> String { pattern.map { text($0) } ?? "at once" }
}
