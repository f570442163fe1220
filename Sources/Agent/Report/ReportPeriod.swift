// The period of a usage sheet as it is written on the command line, by the gateway's clock on the wall: a year, a month, a day, or any
// two days or instants.

import Metering
import Recognition

/// Periods in words.
public enum ReportPeriod {
    /// The period that a text like `2026`, `2026-10` or `2026-10-31` names.
    public static func named(_ text: String, _ zone: LocalTime) throws(AgentError) -> Range<Timestamp> {
        guard let day = day(text) else {
            throw .badData("\(text) is no period: write a year, month or day like 2026, 2026-10 or 2026-10-31")
        }
        let step: UsageStep =
            switch text.utf8.count {
            case 4: .year
            case 7: .month
            default: .day
            }
        return zone.instant(of: day)..<zone.instant(of: step.end(of: day))
    }

    /// The period from one day or instant to another, which is not in it any more.
    public static func between(
        _ from: String, _ to: String, _ zone: LocalTime
    ) throws(AgentError) -> Range<Timestamp> {
        let ends = (try instant(from, zone), try instant(to, zone))
        guard ends.0 < ends.1 else { throw .badData("--to \(to) is not after --from \(from)") }
        return ends.0..<ends.1
    }

    private static func instant(_ text: String, _ zone: LocalTime) throws(AgentError) -> Timestamp {
        if let day = day(text) { return zone.instant(of: day) }
        if text.utf8.count > 10, let instant = Timestamp(text) { return instant }
        throw .badData("\(text) is no time: write a day or an instant like 2026-10-31 or 2026-10-31T08:00:00Z")
    }

    /// The local midnight that such a text names; nil if it is none.
    private static func day(_ text: String) -> Int64? {
        let filled: String
        switch text.utf8.count {
        case 4: filled = text + "-01-01"
        case 7: filled = text + "-01"
        case 10: filled = text
        default: return nil
        }
        return Timestamp(filled + "T00:00:00Z")?.milliseconds
    }
}
