// Turns requests into answers: looks the way up, says who asks and whether they may, refuses what is too large or comes from another
// site, and says which lines make browsers careful with every answer.

import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization

/// Where requests are answered.
final class ConsoleDesk: Sendable {
    let gatekeeper: Gatekeeper
    let streams = EventStreams()
    private let table: Mutex<[Route]>
    private let answering: @Sendable () -> @Sendable () -> Void

    init(source: ConsoleSource, gatekeeper: Gatekeeper) {
        self.gatekeeper = gatekeeper
        answering = source.answering
        table = Mutex(Routes(source: source, gatekeeper: gatekeeper, streams: streams).table)
    }

    /// Shows something else from now on.
    func show(_ source: ConsoleSource) {
        let routes = Routes(source: source, gatekeeper: gatekeeper, streams: streams).table
        table.withLock { $0 = routes }
    }

    /// The lines of an answer's head with those that make browsers careful with it.
    static func careful(_ fields: HTTPFields) -> HTTPFields {
        var fields = fields
        fields.append(contentsOf: carefulLines)
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
        return fields
    }

    /// The answer to a request from an address.
    func answer(_ request: Request, from address: String) async -> Reply {
        let language = Language(accepting: request.headers[.acceptLanguage])
        let path = Self.parts(of: request.uri.path)
        let isForPrograms = path?.first == "api"
        func refuse(_ word: Word, _ status: HTTPResponse.Status, closes: Bool = false) -> Reply {
            var reply = Self.refusal(word.words[language], status, isForPrograms: isForPrograms)
            reply.closes = closes
            return reply
        }
        let body: [UInt8]
        do {
            guard let bytes = try await Self.body(of: request) else {
                return refuse(.tooLarge, .contentTooLarge, closes: true)
            }
            body = bytes
        } catch {
            return refuse(.notFound, .badRequest, closes: true)
        }
        guard gatekeeper.accounts != nil || Self.isLocalName(request.head.authority) else {
            return refuse(.wrongHost, .misdirectedRequest)
        }
        guard let path else { return refuse(.notFound, .notFound) }
        let matching = table.withLock(\.self).compactMap { route in route.match(path).map { (route: route, names: $0) }
        }
        guard !matching.isEmpty else { return refuse(.notFound, .notFound) }
        let method = request.method == .head ? .get : request.method
        guard let (route, names) = matching.first(where: { $0.route.method == method }) else {
            var reply = refuse(.wrongMethod, .methodNotAllowed)
            reply.fields[.allow] = matching.map(\.route.method.rawValue).sorted().joined(separator: ", ")
            return reply
        }
        guard let visitor = gatekeeper.visitor(request.headers, address: address) else {
            var reply = refuse(.needsLogin, .unauthorized)
            reply.fields[.wwwAuthenticate] = "Bearer"
            return reply
        }
        let inquiry = Inquiry(
            names: names, fields: request.headers, form: Form(body),
            query: Form(Array((request.uri.query ?? "").utf8)), address: address, language: language,
            visitor: visitor)
        if let refusal = refusal(of: route, inquiry, refuse) { return refusal }
        let isMade = answering()
        var reply = await route.answer(inquiry)
        isMade()
        let isPage = reply.type.hasPrefix("text/html")
        if visitor.isNew, visitor.canLogIn, visitor.role == nil, reply.fields[.setCookie] == nil, isPage {
            reply.fields[.setCookie] = gatekeeper.setCookie(visitor.cookie)
        }
        return reply
    }

    /// Why somebody may not; nil if they may.
    private func refusal(
        of route: Route, _ inquiry: Inquiry, _ refuse: (Word, HTTPResponse.Status, Bool) -> Reply
    ) -> Reply? {
        if case .role(let role) = route.access, !inquiry.visitor.may(role) {
            if inquiry.visitor.role != nil { return refuse(.needsTechnician, .forbidden, false) }
            if !route.isForPrograms, let back = route.back(inquiry) { return .seeOther(Self.login(back)) }
            var reply = refuse(.needsLogin, .unauthorized, false)
            reply.fields[.wwwAuthenticate] = "Bearer"
            return reply
        }
        if route.changes, !gatekeeper.isOwn(inquiry) { return refuse(.oldForm, .forbidden, false) }
        return nil
    }

    /// The way to the login, and from there to a page.
    static func login(_ page: String) -> String {
        page == "/" ? "/login" : "/login?next=" + Form.encoded(path: page)
    }

    /// A refusal as who asks can take it: programs get JSON, people a sentence.
    private static func refusal(_ text: String, _ status: HTTPResponse.Status, isForPrograms: Bool) -> Reply {
        if isForPrograms { return .json(API.failure(text), status: status) }
        let page: HTML = """
            <!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Meterclip</title><link rel="stylesheet" href="/console.css"><link rel="icon" href="/icon.svg">
            <main><section class="card note"><p>\(text)</p><p><a href="/">Meterclip</a></p></section></main>

            """
        return .page(page, status: status)
    }

    /// The parts of a path, each with what was escaped in it; nil if that is not text.
    private static func parts(of path: String) -> [String]? {
        var parts: [String] = []
        for part in path.split(separator: "/") {
            guard let decoded = Form.decoded(path: part), decoded != ".", decoded != ".." else { return nil }
            parts.append(decoded)
        }
        return parts
    }

    /// The body of a request; nil if it is too large.
    private static func body(of request: Request) async throws -> [UInt8]? {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Limits.bodyBytes { return nil }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            bytes += buffer.readableBytesView
            guard bytes.count <= Limits.bodyBytes else { return nil }
        }
        return bytes
    }

    /// Whether a name is one of this machine alone: a page from elsewhere whose name was made to lead here has another.
    static func isLocalName(_ authority: String?) -> Bool {
        guard let authority else { return false }
        if authority.hasPrefix("[") { return authority.prefix { $0 != "]" } == "[::1" }
        let host = authority.prefix { $0 != ":" }.lowercased()
        return host == "localhost" || ConsoleSetting.isLocal(host)
    }

    private static let carefulLines: HTTPFields = {
        var fields: HTTPFields = [.xContentTypeOptions: "nosniff"]
        fields[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        for (name, value) in [
            ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }()
}
