// The JSON of what readings mean: warnings, costs, forecasts, balances.

import Metering
import Recognition

extension API {
    private static let warningFields: [(String, Schema)] = [
        ("kind", .word(WarningKind.allCases.map(\.rawValue))),
        ("severity", .word(WarningKind.Severity.allCases.map(\.rawValue))), ("text", .string),
        ("first", .object([("captured_at", .time), ("index", .string)])),
        ("last", .object([("captured_at", .time), ("index", .string)])),
    ]

    /// A warning that is not over.
    static let warning = Schema.object(warningFields)

    /// A warning that is not over, in words of `language`.
    static func warning(_ warning: Warning, _ language: Language) -> JSONObject {
        var line = JSONObject()
        set(warning, language, in: &line)
        return line
    }

    private static func set(_ warning: Warning, _ language: Language, in line: inout JSONObject) {
        line.set("kind", warning.kind.rawValue)
        line.set("severity", warning.severity.rawValue)
        line.set("text", warning.words[language])
        for (key, reading) in [("first", warning.first), ("last", warning.last)] {
            var object = JSONObject()
            object.set("captured_at", reading.at.text)
            object.set("index", reading.index.text)
            line.set(key, object)
        }
    }

    /// Of `warnings`.
    static let warnings = Schema.object([
        (
            "warnings",
            .list(
                .object(
                    [
                        ("seq", .integer), ("at", .time), ("meter", .string), ("register", .string),
                        ("state", .word(["due", "over"])),
                        ("end", .nullable(.word(WarningEvent.End.allCases.map(\.rawValue)))),
                    ] + warningFields))
        ),
        ("next", .nullable(.integer)),
    ])

    /// A page of warnings, the newest first; `next` is what the one after it comes before.
    static func warnings(_ warnings: [WarningView], next: Int64?, _ language: Language) -> String {
        var object = JSONObject()
        object.set(
            "warnings",
            warnings.map { told in
                var line = JSONObject()
                line.set("seq", Int(told.seq))
                line.set("at", told.at.text)
                line.set("meter", told.meter)
                line.set("register", told.register)
                line.set("state", told.end == nil ? "due" : "over")
                line.set("end", told.end?.rawValue)
                set(told.warning, language, in: &line)
                return line
            })
        object.set("next", number: next)
        return object.text
    }

    /// What a register's use costs.
    static let money = Schema.object([
        ("currency", .string), ("from", .string), ("so_far", .string), ("complete", .boolean),
        ("expected_from", .string), ("expected_to", .string), ("expected", .string),
        ("balance", .nullable(.string)), ("days_left", .nullable(.integer)),
    ])

    /// What a register's use costs.
    static func money(_ money: MeaningView.Money) -> JSONObject {
        var line = JSONObject()
        line.set("currency", money.soFar.currency)
        line.set("from", money.soFar.from.text)
        line.set("so_far", money.soFar.total.text)
        line.set("complete", money.soFar.isComplete)
        line.set("expected_from", money.expected.from.text)
        line.set("expected_to", money.expected.to.text)
        line.set("expected", money.expected.total.text)
        line.set("balance", money.balance?.text)
        line.set("days_left", number: money.daysLeft.map { Int64($0) })
        return line
    }

    /// What will be used.
    static let forecast = Schema.object([
        ("span", .word(Forecast.Span.allCases.map(\.rawValue))), ("usage", .number), ("low", .number),
        ("high", .number),
    ])

    /// What will be used.
    static func forecast(_ forecast: Forecast) -> JSONObject {
        var line = JSONObject()
        line.set("span", forecast.span.rawValue)
        for (key, value) in [("usage", forecast.usage), ("low", forecast.low), ("high", forecast.high)] {
            line.set(key, value.isFinite ? Float(value) : 0)
        }
        return line
    }

    /// Of `balances`.
    static let balances = Schema.object([
        (
            "groups",
            .list(
                .object([
                    ("group", .string), ("unit", .string), ("limit", .number),
                    ("trend", .word([BalanceTrend.Way.rising, .falling, .untold].map(\.rawValue))),
                    ("hours", .list(.integer)), ("hint", .string), ("cause", .word(causes)),
                    ("warning", .nullable(warning)),
                    (
                        "days",
                        .list(
                            .object([
                                ("from", .time), ("to", .time), ("supply", .nullable(.string)),
                                ("sales", .nullable(.string)), ("difference", .nullable(.string)),
                                ("uncertainty", .number),
                                ("verdict", .word(BalanceInterval.Verdict.allCases.map(\.rawValue))),
                            ]))
                    ),
                ]))
        )
    ])

    /// Of `systems`.
    static let systems = Schema.object([
        (
            "systems",
            .list(
                .object([
                    ("system", .string),
                    ("kind", .word(SystemFinding.Kind.allCases.filter { $0 != .balance }.map(\.rawValue))),
                    ("warning", .nullable(warning)),
                    ("days", .list(.object(dayFields))),
                ]))
        )
    ])

    private static let dayFields: [(String, Schema)] = [
        ("from", .time), ("to", .time), ("unit", .string),
        (
            "values",
            .list(
                .object([
                    ("name", .word(SystemFinding.Key.allCases.map(\.rawValue))), ("value", .nullable(.string)),
                ]))
        ),
    ]

    /// The systems; warnings in words of `language`. What is found has the names that its journal entries have.
    static func systems(_ systems: [SystemView], _ language: Language) -> String {
        var object = JSONObject()
        object.set(
            "systems",
            systems.map { system in
                var line = JSONObject()
                line.set("system", system.name)
                line.set("kind", system.kind.rawValue)
                set(system.open, language, in: &line)
                line.set(
                    "days",
                    system.findings.map { finding in
                        var day = JSONObject()
                        day.set("from", finding.from.text)
                        day.set("to", finding.to.text)
                        day.set("unit", finding.unit)
                        day.set(
                            "values",
                            SystemFinding.keys(of: finding.kind).map { key in
                                var value = JSONObject()
                                value.set("name", key.rawValue)
                                value.set("value", finding.values[key]?.text)
                                return value
                            })
                        return day
                    })
                return line
            })
        return object.text
    }

    private static func set(_ open: Warning?, _ language: Language, in line: inout JSONObject) {
        if let open {
            line.set("warning", warning(open, language))
        } else {
            line.set("warning", String?.none)
        }
    }

    private static let causes = BalanceHint.Cause.allCases.map(\.rawValue)

    /// The balance groups; hints in words of `language`.
    static func balances(_ groups: [BalanceView], _ language: Language) -> String {
        var object = JSONObject()
        object.set("groups", groups.map { line($0, language) })
        return object.text
    }

    private static func line(_ group: BalanceView, _ language: Language) -> JSONObject {
        var line = JSONObject()
        line.set("group", group.name)
        line.set("unit", group.unit)
        line.set("limit", Float(group.limit))
        line.set("trend", group.trend.rawValue)
        line.set("hours", group.hours)
        line.set("hint", group.hint.words(unit: group.unit)[language])
        line.set("cause", group.hint.cause.rawValue)
        set(group.open, language, in: &line)
        line.set(
            "days",
            group.days.map { judged in
                let day = judged.day
                var line = JSONObject()
                line.set("from", day.from.text)
                line.set("to", day.to.text)
                line.set("supply", day.supply.usage?.text)
                line.set("sales", day.sales.usage?.text)
                line.set("difference", day.difference?.text)
                line.set("uncertainty", day.uncertainty.isFinite ? Float(day.uncertainty) : 0)
                line.set("verdict", day.verdict.rawValue)
                return line
            })
        return line
    }
}
