// The JSON of the calibration.

import Metering

extension API {
    private static let question = Schema.object([("topic", .string), ("text", .string)])
    private static let corner = Schema.object([("x", .number), ("y", .number)])
    private static let certainties = Schema.word(MeterView.Picture.Mark.Certainty.allCases.map(\.rawValue))
    private static let card = Schema.object([
        ("card", .integer), ("change", .word(CalibrationView.Card.Change.allCases.map(\.rawValue))), ("by", .string),
        ("at", .string), ("old", .nullable(.string)), ("new", .string), ("in_force", .boolean),
    ])
    private static let proposal = Schema.object([
        ("number", .integer), ("width", .integer), ("height", .integer), ("index", .nullable(.string)),
        ("question", .nullable(question)),
        (
            "dials",
            .list(
                .object([
                    ("kind", .word(["wheel", "needle", "segment"])), ("typed", .nullable(.string)),
                    ("shows", .nullable(.string)), ("certainty", certainties), ("moved", .boolean),
                    ("corners", .list(corner)),
                ]))
        ),
        (
            "checks",
            .list(
                .object([
                    ("index", .nullable(.string)), ("good", .boolean),
                    ("reasons", .list(.word(Reason.allCases.map(\.rawValue)))),
                ]))
        ),
    ])

    /// Of a calibration.
    static let calibration = Schema.object([
        ("meter", .string), ("not_set_up", .boolean),
        ("phase", .word(CalibrationView.Phase.allCases.map(\.rawValue))), ("seconds", .integer),
        ("refusal", .nullable(question)), ("question", .nullable(question)),
        (
            "fields",
            .object([
                ("reading", .string), ("medium", .string), ("kind", .string), ("hourly_max", .string),
                ("alone", .boolean),
            ])
        ),
        ("proposal", .nullable(proposal)), ("card", .nullable(card)),
    ])

    /// How far a calibration is.
    static func calibration(_ view: CalibrationView, _ language: Language) -> String {
        var object = JSONObject()
        object.set("meter", view.meter)
        object.set("not_set_up", view.isBlank)
        object.set("phase", view.phase.rawValue)
        object.set("seconds", view.seconds)
        set("refusal", view.refusal.map { line($0, language) }, in: &object)
        set("question", view.question.map { line($0, language) }, in: &object)
        var fields = JSONObject()
        fields.set("reading", view.fields.reading)
        fields.set("medium", view.fields.medium)
        fields.set("kind", view.fields.kind)
        fields.set("hourly_max", view.fields.hourlyMax)
        fields.set("alone", view.fields.alone)
        object.set("fields", fields)
        set("proposal", view.proposal.map { line($0, language) }, in: &object)
        set("card", view.card.map(line), in: &object)
        return object.text
    }

    private static func set(_ key: String, _ value: JSONObject?, in object: inout JSONObject) {
        guard let value else { return object.set(key, String?.none) }
        object.set(key, value)
    }

    private static func line(_ question: CalibrationView.Question, _ language: Language) -> JSONObject {
        var line = JSONObject()
        line.set("topic", question.topic)
        line.set("text", question.words[language])
        return line
    }

    private static func line(_ proposal: CalibrationView.Proposal, _ language: Language) -> JSONObject {
        var object = JSONObject()
        object.set("number", proposal.number)
        object.set("width", proposal.width)
        object.set("height", proposal.height)
        object.set("index", proposal.index)
        set("question", proposal.question.map { line($0, language) }, in: &object)
        object.set(
            "dials",
            proposal.dials.map { dial in
                var line = JSONObject()
                line.set("kind", dial.kind)
                line.set("typed", dial.typed)
                line.set("shows", dial.mark.position)
                line.set("certainty", dial.mark.certainty.rawValue)
                line.set("moved", dial.isMoved)
                line.set(
                    "corners",
                    dial.mark.corners.map { x, y in
                        var corner = JSONObject()
                        corner.set("x", Float(x))
                        corner.set("y", Float(y))
                        return corner
                    })
                return line
            })
        object.set(
            "checks",
            proposal.checks.map { check in
                var line = JSONObject()
                line.set("index", check.index)
                line.set("good", check.isGood)
                line.set("reasons", check.reasons.map(\.rawValue))
                return line
            })
        return object
    }

    /// Of the cards of a meter.
    static let cards = Schema.object([("meter", .string), ("cards", .list(card))])

    /// The cards of a meter.
    static func cards(_ cards: [CalibrationView.Card], _ meter: String) -> String {
        var object = JSONObject()
        object.set("meter", meter)
        object.set("cards", cards.map(line))
        return object.text
    }

    private static func line(_ card: CalibrationView.Card) -> JSONObject {
        var line = JSONObject()
        line.set("card", card.number)
        line.set("change", card.change.rawValue)
        line.set("by", card.by)
        line.set("at", card.at)
        line.set("old", card.old)
        line.set("new", card.new)
        line.set("in_force", card.isInForce)
        return line
    }

    /// Of a look through the camera.
    static let live = Schema.object([
        ("number", .integer), ("width", .integer), ("height", .integer), ("light", .integer),
        ("light_is", .word(LiveView.Light.allCases.map(\.rawValue))), ("light_words", .string),
        ("sharpness", .integer), ("sharpness_is", .word(LiveView.Sharpness.allCases.map(\.rawValue))),
        ("sharpness_words", .string), ("picture", .string),
    ])

    /// A look through the camera.
    static func live(_ view: LiveView, _ inquiry: Inquiry) -> String {
        let meter = Form.encoded(path: inquiry.names["meter"] ?? "")
        var object = JSONObject()
        object.set("number", view.number)
        object.set("width", view.width)
        object.set("height", view.height)
        object.set("light", view.light)
        object.set("light_is", view.lightIs.rawValue)
        object.set("light_words", view.lightIs.words[inquiry.language])
        object.set("sharpness", view.sharpness)
        object.set("sharpness_is", view.sharpnessIs.rawValue)
        object.set("sharpness_words", view.sharpnessIs.words[inquiry.language])
        object.set("picture", "/api/v1/meters/\(meter)/calibration/picture/live")
        return object.text
    }
}
