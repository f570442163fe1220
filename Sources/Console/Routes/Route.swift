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

    /// Whether it is one for programs, which get JSON where something goes wrong.
    var isForPrograms: Bool { description != nil }

    /// Whether it changes something.
    var changes: Bool { method != .get }

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
