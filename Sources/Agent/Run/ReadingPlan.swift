// When a meter is to be read: the slots of its schedule, how they give way to what flows, and how far readings stay apart.

import Capture
import Metering

/// The plan of one meter.
public struct ReadingPlan: Sendable, Equatable {
    /// What the slots follow.
    public var pattern: Schedule.Pattern
    /// Milliseconds over which the readings of a fleet are spread after each slot.
    public var jitter: Int64 = 0
    /// The least milliseconds from one reading to the next.
    public var distance: Int64 = 0
    /// The intervals between which the agent may choose; nil for slots that stay as they are.
    public var cadence: Cadence?

    /// A reading at every interval.
    public init(every interval: Duration) { pattern = .interval(Int64(interval.milliseconds)) }

    /// Slots of this pattern.
    public init(_ pattern: Schedule.Pattern) { self.pattern = pattern }

    /// The slots in the machine's own time.
    func schedule(_ pattern: Schedule.Pattern) -> Schedule {
        do throws(ScheduleMistake) {
            switch pattern {
            case .interval(let milliseconds): return try .interval(milliseconds, in: .system)
            case .daily: return try .daily(minutes(pattern), in: .system)
            case .cron(let expression): return .cron(expression, in: .system)
            }
        } catch {
            // A plan is checked when it is read.
            preconditionFailure("a plan that is none: \(error)")
        }
    }

    private func minutes(_ pattern: Schedule.Pattern) -> [String] {
        guard case .daily(let minutes) = pattern else { return [] }
        return Self.times(minutes)
    }

    /// Minutes of the day as times.
    static func times(_ minutes: [Int]) -> [String] {
        minutes.map { minute in
            let (hours, rest) = (minute / 60, minute % 60)
            return (hours < 10 ? "0" : "") + "\(hours):" + (rest < 10 ? "0" : "") + "\(rest)"
        }
    }
}
