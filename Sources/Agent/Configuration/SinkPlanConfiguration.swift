// Reads when a sink delivers and how much it may: `schedule` with `interval`, `times` or `cron`, `jitter` and `events`; `dayBytes`.

import Capture

extension AgentConfiguration {
    static func readSinkPlan(_ table: TableReader) -> SinkPlan {
        var plan = SinkPlan()
        if let inner = table.table("schedule") {
            defer { inner.finish() }
            if !["interval", "times", "cron"].contains(where: { inner.has($0) }) {
                inner.mistakes.add(
                    inner.path, "the schedule has no time", "add interval = \"6h\", times = [\"03:00\"] or cron = \"…\""
                )
            }
            plan.pattern = readPattern(inner)
            let most = Duration.milliseconds(Capture.Limits.jitterMax)
            plan.jitter = Int64(inner.duration("jitter", in: .zero...most, default: "5m").milliseconds)
            plan.isEager = inner.flag("events", default: true)
        }
        if table.has("dayBytes") {
            let text = table.string("dayBytes")
            plan.dayBytes = SizeText.parse(text).map { Int64($0) }
            if plan.dayBytes == nil {
                table.mistakes.add(
                    table.key("dayBytes"), "\"\(text)\" is not a size",
                    "write it like \"2MiB\"; there are KiB, MiB and GiB")
            }
        }
        return plan
    }
}
