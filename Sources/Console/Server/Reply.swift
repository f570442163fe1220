// What is answered to a request, before it becomes HTTP.

import HTTPTypes
import NIOCore

/// An answer.
struct Reply: Sendable {
    /// What it carries.
    enum Content: Sendable {
        case bytes([UInt8])
        /// Texts that go out one by one, as they come.
        case stream(AsyncStream<String>)
        /// Texts that are asked for one by one, each when the one before has gone out; nil is the end. One that fails cuts the connection,
        /// so that nobody takes a part for the whole.
        case pages(@Sendable () async throws -> String?)
    }

    var status: HTTPResponse.Status
    var type: String
    var content: Content
    var fields: HTTPFields = [:]
    /// Whether the connection ends with it.
    var closes = false

    init(_ status: HTTPResponse.Status, type: String, _ content: Content) {
        (self.status, self.type, self.content) = (status, type, content)
    }

    /// A page.
    static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status, type: "text/html; charset=utf-8", .bytes(Array(html.text.utf8)))
    }

    /// A JSON object.
    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(status, type: "application/json", .bytes(Array((text + "\n").utf8)))
    }

    /// Text.
    static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Reply {
        Reply(.ok, type: type, .bytes(Array(text.utf8)))
    }

    /// Elsewhere, with GET.
    static func seeOther(_ path: String) -> Reply {
        var reply = Reply(.seeOther, type: "text/plain; charset=utf-8", .bytes([]))
        reply.fields[.location] = path
        return reply
    }
}
