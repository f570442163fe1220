// What is sent to a server and what it answers, as values: neither knows of a connection.

/// A body on its way to a server.
struct HTTPRequest: Sendable {
    /// Where it is posted.
    var url: String
    /// Headers beside those that follow from the options, as `Name: value`.
    var headers: [String]
    /// What is sent, not yet compressed.
    var body: [UInt8]
}

/// What a server answered.
struct HTTPAnswer: Sendable, Equatable {
    /// Its status code.
    var status: Int
    /// The type of its body, in small letters, without parameters; empty if it does not say.
    var type: String
    /// The beginning of its body.
    var body: [UInt8]
    /// How long it asks to wait.
    var retryAfter: Duration?
    /// Where it would send us.
    var location: String?

    /// Whether it is a page for people: no machine that takes readings answers so, but whatever lies in between does, and not
    /// always with the page's type.
    var isPage: Bool {
        if type == "text/html" || type == "application/xhtml+xml" { return true }
        let text = body.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
        let start = String(decoding: text.prefix(9), as: UTF8.self).lowercased()
        return ["<!doctype", "<html", "<head", "<meta", "<script"].contains { start.hasPrefix($0) }
    }

    /// Status and the beginning of the text, on one line.
    func text(limits: UplinkLimits) -> String {
        let said = Self.line(body, limit: limits.answerCharacters)
        let target = location.map { " to " + Self.line(Array($0.utf8), limit: limits.answerCharacters) } ?? ""
        return "\(status)\(target)" + (said.isEmpty ? "" : " \"\(said)\"")
    }

    /// At most `limit` characters of a text, with a space for every run of spaces and control characters.
    static func line(_ bytes: [UInt8], limit: Int) -> String {
        var result = String.UnicodeScalarView()
        var isSpace = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            guard result.count < limit else { break }
            let category = scalar.properties.generalCategory
            if scalar.properties.isWhitespace || category == .control || category == .format {
                isSpace = !result.isEmpty
                continue
            }
            if isSpace, result.count < limit - 1 { result.append(" ") }
            isSpace = false
            result.append(scalar)
        }
        return String(result)
    }
}
