// The JSON of what was: readings, usage, changes.

import Metering

extension API {
    /// Of `readings`.
    static let readings = Schema.object([
        ("meter", .string), ("register", .string), ("unit", .string),
        (
            "readings",
            .list(
                .object([
                    ("seq", .integer), ("captured_at", .time), ("time_sure", .boolean), ("index", .nullable(.string)),
                    ("unit", .string), ("quality", .integer),
                    ("reasons", .list(.word(Reason.allCases.map(\.rawValue)))),
                    ("words", .list(.string)), ("state", .word(ReadingView.State.allCases.map(\.rawValue))),
                    ("picture", .nullable(.string)),
                ]))
        ),
        ("next", .nullable(.integer)),
    ])

    /// A page of readings; `next` is where the one after it begins.
    static func readings(
        _ query: HistoryQuery, _ readings: [ReadingView], limit: Int, _ language: Language
    ) -> String {
        let path = "/api/v1/meters/\(Form.encoded(path: query.meter.name))/readings"
        var object = JSONObject()
        object.set("meter", query.meter.name)
        object.set("register", query.register)
        object.set("unit", query.meter.unit)
        object.set(
            "readings",
            readings.map { reading in
                var line = JSONObject()
                line.set("seq", Int(reading.seq))
                line.set("captured_at", reading.at.text)
                line.set("time_sure", reading.isTimeSure)
                line.set("index", reading.index?.text)
                line.set("unit", reading.unit)
                line.set("quality", reading.quality.rawValue)
                line.set("reasons", reading.reasons.map(\.rawValue))
                line.set("words", reading.reasons.map { $0.words[language] })
                line.set("state", reading.state.rawValue)
                line.set("picture", reading.hasPicture ? "\(path)/\(reading.seq)/picture" : nil)
                return line
            })
        object.set("next", number: readings.count == limit ? readings.last?.seq : nil)
        return object.text
    }

    /// Of `usage`.
    static let usage = Schema.object([
        ("meter", .string), ("register", .string), ("unit", .string),
        ("by", .word(HistoryQuery.steps.map(\.rawValue))),
        (
            "intervals",
            .list(
                .object([
                    ("from", .time), ("to", .time), ("usage", .nullable(.string)),
                    ("state", .word(UsageInterval.State.allCases.map(\.rawValue))), ("published", .integer),
                    ("withheld", .integer),
                ]))
        ),
        ("next", .nullable(.time)),
    ])

    /// The usage up to `to`; `next` is where to go on.
    static func usage(_ query: HistoryQuery, _ step: UsageStep, _ view: UsageView, to: Timestamp) -> String {
        var object = JSONObject()
        object.set("meter", query.meter.name)
        object.set("register", query.register)
        object.set("unit", view.unit)
        object.set("by", step.rawValue)
        object.set(
            "intervals",
            view.intervals.map { interval in
                var line = JSONObject()
                line.set("from", interval.usage.from.text)
                line.set("to", interval.usage.to.text)
                line.set("usage", interval.usage.usage?.text)
                line.set("state", interval.usage.state.rawValue)
                line.set("published", interval.published)
                line.set("withheld", interval.withheld)
                return line
            })
        object.set("next", view.intervals.last.flatMap { $0.usage.to < to ? $0.usage.to.text : nil })
        return object.text
    }

    /// Of `changes`.
    static let changes = Schema.object([
        (
            "changes",
            .list(
                .object([
                    ("seq", .integer), ("at", .time), ("by", .string), ("command", .nullable(.string)),
                    ("subject", .string), ("state", .word(["done", "refused"])), ("text", .string),
                    ("old", .nullable(.string)), ("new", .nullable(.string)),
                ]))
        ),
        ("next", .nullable(.integer)),
    ])

    /// A page of changes, the newest first; `next` is what the one after it comes before.
    static func changes(_ changes: [ChangeView], limit: Int) -> String {
        var object = JSONObject()
        object.set(
            "changes",
            changes.map { change in
                var line = JSONObject()
                line.set("seq", Int(change.seq))
                line.set("at", change.at.text)
                line.set("by", change.by)
                line.set("command", change.command)
                line.set("subject", change.subject)
                line.set("state", change.isDone ? "done" : "refused")
                line.set("text", change.text)
                line.set("old", change.old)
                line.set("new", change.new)
                return line
            })
        object.set("next", number: changes.count == limit ? changes.last?.seq : nil)
        return object.text
    }
}

extension JSONObject {
    /// A whole number, or null.
    mutating func set(_ key: String, number: Int64?) {
        if let number { set(key, Int(number)) } else { set(key, String?.none) }
    }
}
