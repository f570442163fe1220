// Why an agent does not go by its configuration, and what it goes by instead.

import Metering

/// The state of an agent whose configuration cannot be used.
struct SafeMode: Sendable, Equatable {
    /// What is wrong, a line for each mistake, with file and line.
    var problem: String
    /// When the configuration was found good that it goes on with; nil: there is none, and no meter is read.
    var former: Timestamp?

    /// The day of that configuration.
    var day: String? { former.map { String($0.text.prefix(10)) } }

    /// Everything on one line.
    var text: String {
        let lines = problem.split(separator: "\n")
        let more = lines.count > 1 ? " (and \(DoctorFinding.count(lines.count - 1, "more mistake")))" : ""
        let rest = day.map { "goes on with the configuration of \($0)" } ?? "no meter is read"
        return "safe mode: \(lines.first ?? "no configuration")\(more); \(rest)"
    }

    /// What mends it.
    static let advice = "correct it, then it is taken up by itself; meterclip doctor shows every mistake"

    /// For those who ask the agent.
    var object: JSONObject {
        var object = JSONObject()
        object.set("problem", problem)
        object.set("former", former?.text)
        object.set("text", text)
        object.set("advice", Self.advice)
        return object
    }
}
