// The JSON of the API, each shape beside what makes it.

import Metering

/// What programs get.
enum API {
    /// Of `meters`.
    static let meters = Schema.object([
        ("device", .string), ("time", .string),
        (
            "meters",
            .list(
                .object([
                    ("meter", .string), ("register", .string), ("medium", .word(Medium.allCases.map(\.rawValue))),
                    ("unit", .string), ("schedule", .string), ("index", .nullable(.string)),
                    ("index_at", .nullable(.string)), ("flow", .nullable(flow)), ("last", .nullable(last)),
                    ("warnings", .list(warning)), ("money", .nullable(money)), ("forecasts", .list(forecast)),
                    ("picture", .nullable(.string)),
                ]))
        ),
        ("not_set_up", .list(.string)),
        (
            "sinks",
            .list(.object([("sink", .string), ("state", .string), ("failing", .boolean), ("waiting", .integer)]))
        ),
    ])

    private static let flow = Schema.object([
        ("hourly", .string), ("unit", .string), ("is_less", .boolean), ("from", .time), ("to", .time),
    ])

    private static let last = Schema.object([
        ("captured_at", .string), ("index", .nullable(.string)), ("confidence", .number), ("quality", .integer),
        ("quality_words", .string),
        ("reasons", .list(.word(Reason.allCases.map(\.rawValue)))), ("words", .list(.string)),
    ])

    /// Meters and destinations; reasons in words of `language` as well.
    static func meters(_ source: ConsoleSource, _ language: Language) async -> String {
        var object = JSONObject()
        object.set("device", source.device)
        object.set("time", source.now().text)
        object.set(
            "meters", await source.meters().flatMap { meter in meter.registers.map { line($0, meter, language) } })
        object.set("not_set_up", await source.meters().filter(\.isBlank).map(\.name))
        object.set(
            "sinks",
            await source.sinks().map { sink in
                var line = JSONObject()
                line.set("sink", sink.name)
                line.set("state", sink.state)
                line.set("failing", sink.isFailing)
                line.set("waiting", sink.waiting)
                return line
            })
        return object.text
    }

    private static func line(
        _ register: MeterView.Register, _ meter: MeterView, _ language: Language
    ) -> JSONObject {
        var line = JSONObject()
        line.set("meter", meter.name)
        line.set("register", register.name)
        line.set("medium", meter.medium.rawValue)
        line.set("unit", meter.unit)
        line.set("schedule", meter.schedule)
        line.set("index", register.published?.index.text)
        line.set("index_at", register.published?.at.text)
        if let flow = register.flow {
            var object = JSONObject()
            object.set("hourly", flow.hourly.text)
            object.set("unit", Flow.unit(of: meter.unit))
            object.set("is_less", flow.isLess)
            object.set("from", flow.from.text)
            object.set("to", flow.to.text)
            line.set("flow", object)
        } else {
            line.set("flow", String?.none)
        }
        if let last = register.last {
            var reading = JSONObject()
            reading.set("captured_at", last.capturedAt.text)
            reading.set("index", last.index?.text)
            reading.set("confidence", last.confidence.isFinite ? last.confidence : 0)
            reading.set("quality", last.quality.rawValue)
            reading.set("quality_words", last.quality.words[language])
            reading.set("reasons", last.reasons.map(\.rawValue))
            reading.set("words", last.reasons.map { $0.words[language] })
            line.set("last", reading)
        } else {
            line.set("last", String?.none)
        }
        line.set("warnings", register.meaning.open.map { warning($0, language) })
        if let money = register.meaning.money.map(money) {
            line.set("money", money)
        } else {
            line.set("money", String?.none)
        }
        line.set("forecasts", register.meaning.forecasts.map(forecast))
        line.set("picture", meter.picture.map { _ in "/api/v1/meters/\(Form.encoded(path: meter.name))/picture" })
        return line
    }

    /// Of `health`.
    static let health = Schema.object([
        ("state", states), ("time", .string),
        (
            "findings",
            .list(
                .object([
                    ("area", .string), ("subject", .string), ("state", states), ("text", .string),
                    ("advice", .nullable(.string)),
                ]))
        ),
    ])

    private static let states = Schema.word(FindingView.State.allCases.map(\.rawValue))

    /// What the doctor would say.
    static func health(_ source: ConsoleSource, _ language: Language) async -> String {
        let findings = await Findings.all(source, language)
        var object = JSONObject()
        object.set("state", Findings.worst(findings).rawValue)
        object.set("time", source.now().text)
        object.set(
            "findings",
            findings.map { finding in
                var line = JSONObject()
                line.set("area", finding.area)
                line.set("subject", finding.subject)
                line.set("state", finding.state.rawValue)
                line.set("text", finding.text)
                line.set("advice", finding.advice.isEmpty ? nil : finding.advice)
                return line
            })
        return object.text
    }

    /// Of `/health`.
    static let pulse = Schema.object([("state", states), ("version", .string)])

    /// How the worst is, for who watches from outside; no more than that.
    static func pulse(_ source: ConsoleSource) async -> String {
        var object = JSONObject()
        object.set("state", Findings.worst(await Findings.all(source, .english)).rawValue)
        object.set("version", source.version)
        return object.text
    }

    /// One of `events`, as a browser takes it apart.
    static let event = Schema.object([("event", .word(["change"])), ("data", .string)])

    /// Of an order.
    static let order = Schema.object([("state", .word(["done"]))])

    /// What is said where something goes wrong.
    static func failure(_ text: String) -> String {
        var object = JSONObject()
        object.set("error", text)
        return object.text
    }
}
