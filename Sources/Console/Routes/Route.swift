// One thing that can be asked: the way to it, who may, what comes back. The answers and the OpenAPI document are both made from these, so
// that neither can say what the other does not.

import HTTPTypes

/// A way and what answers there.
struct Route: Sendable {
    /// Who may ask.
    enum Access: Sendable {
        /// Everybody who reaches the console.
        case open
        /// Whoever has this role.
        case role(Role)
    }

    /// What is said of it in the OpenAPI document.
    struct Description: Sendable {
        var name: String
        var summary: String
        /// What may stand behind the question mark.
        var query: [Parameter] = []
        /// What comes back when it goes well, by its type.
        var status: HTTPResponse.Status = .ok
        var types: [(type: String, schema: Schema)]
        /// What else can come back, in JSON.
        var failures: [(status: HTTPResponse.Status, reason: String)] = []
        /// The fields of the form that is sent.
        var form: [Field] = []
    }

    /// A field of a form.
    struct Field: Sendable {
        var name: String
        var summary: String
        var schema = Schema.string
        var isRequired = false
    }

    /// Something that may stand behind the question mark.
    struct Parameter: Sendable {
        var name: String
        var summary: String
        var schema: Schema
    }

    var method: HTTPRequest.Method
    /// With names in braces for what can be anything.
    var path: String
    var access: Access
    /// nil for pages.
    var description: Description?
    var answer: @Sendable (Inquiry) async -> Reply
    /// The page to come back to after a login, for what is asked from it; nil for pages, which are it themselves.
    var page: String?

    /// Whether it is one for programs, which get JSON where something goes wrong.
    var isForPrograms: Bool { description != nil }

    /// Whether it changes something.
    var changes: Bool { method != .get }

    /// Where somebody goes on after a login that they were sent to from here; nil where a login is no help.
    func back(_ inquiry: Inquiry) -> String? {
        guard page != nil || !changes else { return nil }
        let parts = (page ?? path).split(separator: "/").map { part in
            Self.name(part).map { Form.encoded(path: inquiry.names[$0] ?? "") } ?? String(part)
        }
        return "/" + parts.joined(separator: "/")
    }

    /// The parts of the path.
    var parts: [Substring] { path.split(separator: "/") }

    /// The names in the path.
    var names: [String] { parts.compactMap(Self.name) }

    /// What the names in the path stand for in one that was asked for; nil if it is another path.
    func match(_ asked: [String]) -> [String: String]? {
        let parts = parts
        guard parts.count == asked.count else { return nil }
        var names: [String: String] = [:]
        for (part, given) in zip(parts, asked) {
            if let name = Self.name(part) {
                names[name] = given
            } else if part != given {
                return nil
            }
        }
        return names
    }

    private static func name(_ part: Substring) -> String? {
        part.hasPrefix("{") && part.hasSuffix("}") ? String(part.dropFirst().dropLast()) : nil
    }
}
