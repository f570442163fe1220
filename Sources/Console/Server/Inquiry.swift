// A request as the console's answers see it: who asks, in which language, for what.

import HTTPTypes

/// What is asked.
struct Inquiry: Sendable {
    /// What the placeholders of the route's path stand for.
    var names: [String: String] = [:]
    /// The lines of the head.
    var fields: HTTPFields
    /// The fields of a form.
    var form = Form()
    /// What stands behind the question mark.
    var query = Form()
    /// Where it comes from.
    var address: String
    var language: Language
    var visitor: Visitor

    /// Whether figures are wanted in the newer form.
    var wantsOpenMetrics: Bool { fields[.accept]?.contains("application/openmetrics-text") ?? false }
}
