// Reads when a meter is to be read: `interval`, `times` or `cron`, with `jitter`, `distance` and `cadence`.

import Capture
import Metering

extension AgentConfiguration {
    static func readPlan(_ table: TableReader) -> ReadingPlan {
        var plan = readRhythm(table)
        if table.has("jitter") {
            let most = Duration.milliseconds(Capture.Limits.jitterMax)
            plan.jitter = Int64(table.duration("jitter", in: .zero...most, default: "1m").milliseconds)
        }
        if table.has("distance") {
            plan.distance = Int64(
                table.duration("distance", in: .zero...Duration.seconds(86_400), default: "10s").milliseconds)
        }
        return plan
    }

    /// When readings are taken, without how they are spread and kept apart.
    static func readRhythm(_ table: TableReader) -> ReadingPlan {
        var plan = ReadingPlan(readPattern(table))
        if let inner = table.table("cadence") { plan.cadence = readCadence(inner, of: plan, table) }
        return plan
    }

    static func readPattern(_ table: TableReader) -> Schedule.Pattern {
        let ways = ["interval", "times", "cron"].filter { table.has($0) }
        if ways.count > 1 {
            table.mistakes.add(
                table.key(ways[1]), "there is \(ways.joined(separator: " and "))",
                "keep one of them: it says when the meter is read")
        }
        let interval = table.duration("interval", in: Limits.intervalMin...Limits.intervalMax, default: "15m")
        let (times, cron) = (table.texts("times"), table.string("cron", default: ""))
        do throws(ScheduleMistake) {
            if table.has("times") { return try Schedule.daily(times, in: .fixed()).pattern }
            if table.has("cron") { return .cron(try CronExpression(cron)) }
        } catch {
            table.mistakes.add(table.key(ways[0]), "\"\(error.text)\": \(place(error))\(error.problem)", error.advice)
        }
        return .interval(Int64(interval.milliseconds))
    }

    private static func place(_ mistake: ScheduleMistake) -> String {
        let field = mistake.field.map { "\($0.rawValue), " } ?? ""
        return mistake.field != nil || mistake.character > 1 ? field + "character \(mistake.character): " : ""
    }

    private static func readCadence(
        _ inner: TableReader, of plan: ReadingPlan, _ table: TableReader
    ) -> Cadence? {
        defer { inner.finish() }
        guard case .interval(let base) = plan.pattern else {
            inner.mistakes.add(
                inner.path, "times of day and cron expressions stay as they are", "use interval with cadence")
            _ = (inner.string("least", default: ""), inner.string("most", default: ""))
            return nil
        }
        let range = Limits.intervalMin...Limits.intervalMax
        let usual = DurationText.text(.milliseconds(base))
        let least = inner.duration("least", in: range, default: usual).milliseconds
        let most = inner.duration("most", in: range, default: usual).milliseconds
        do throws(ScheduleMistake) {
            return try Cadence(base: base, least: Int64(least), most: Int64(most))
        } catch {
            inner.mistakes.add(inner.path, error.problem, error.advice)
            return nil
        }
    }
}
