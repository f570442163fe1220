// One thing that the doctor has looked at.

import Metering

/// What was found, and what to do about it.
struct DoctorFinding: Sendable, Equatable {
    /// How it is.
    enum State: String, Sendable {
        /// As it should be.
        case good
        /// Works, but not for ever or not under all conditions.
        case warning
        /// Does not work.
        case problem
        /// Not looked at; the text says why.
        case skipped
    }

    /// What it belongs to: camera, line, light, configuration, disk, clock, broker, server.
    var area: String
    /// Which one, for example a path.
    var subject: String
    var state: State
    /// What was found.
    var text: String
    /// What to do; empty where there is nothing to do.
    var advice = ""
    /// More about it: formats, controls, lines.
    var details: [String] = []

    /// So many of something, in words.
    static func count(_ number: Int, _ word: String) -> String { number == 1 ? "1 \(word)" : "\(number) \(word)s" }

    /// The finding as a line of JSON.
    var line: String {
        var object = JSONObject()
        object.set("area", area)
        object.set("subject", subject)
        object.set("state", state.rawValue)
        object.set("text", text)
        object.set("advice", advice.isEmpty ? nil : advice)
        object.set("details", details)
        return object.text
    }

    /// The finding for people, in lines of a table.
    var rows: [String] {
        let mark = [State.good: "ok", .warning: "warning", .problem: "PROBLEM", .skipped: "skipped"][state] ?? ""
        let head = Column.left(mark, 8) + Column.left(area, 14)
        var rows = Column.wrapped(words: "\(subject): \(text)", first: head, indent: 22)
        if !advice.isEmpty { rows += Column.wrapped(words: advice, first: Column.left("", 22) + "-> ", indent: 25) }
        for detail in details { rows += Column.wrapped(words: detail, first: Column.left("", 22), indent: 24) }
        return rows
    }
}
