// Everything that the console answers, in one table. Nothing is served from a disk: a path is looked up here or is not there.

import HTTPTypes
import Metering

/// The routes of one console.
struct Routes: Sendable {
    let source: ConsoleSource
    let gatekeeper: Gatekeeper
    let streams: EventStreams

    /// All of them.
    var table: [Route] { pages + calibrationPages + historyPages + assets + programs }

    func layout(_ inquiry: Inquiry) -> Layout {
        Layout(source: source, visitor: inquiry.visitor, language: inquiry.language)
    }

    private var pages: [Route] {
        [
            Route(method: .get, path: "/", access: .role(.viewer)) {
                .page(await MetersPage(layout: layout($0)).html())
            },
            Route(method: .get, path: "/health", access: .open) { inquiry in
                // People get the page, programs how the worst is: those that watch ask for it by this path everywhere.
                guard inquiry.fields[.accept]?.contains("text/html") ?? false else {
                    return .json(await API.pulse(source))
                }
                guard inquiry.visitor.may(.viewer) else { return .seeOther("/login") }
                return .page(await HealthPage(layout: layout(inquiry)).html())
            },
            Route(method: .get, path: "/login", access: .open) { inquiry in
                let page = LoginPage(layout: layout(inquiry), next: LoginPage.next(inquiry.query["next"]))
                return inquiry.visitor.canLogIn ? .page(page.html()) : .seeOther("/")
            },
            Route(method: .post, path: "/login", access: .open) { await logIn($0) },
            Route(method: .post, path: "/logout", access: .open) { inquiry in
                gatekeeper.logOut(inquiry.visitor)
                return .seeOther("/login")
            },
            Route(
                method: .get, path: "/meters/{meter}/picture", access: .role(.viewer), answer: { await picture($0) },
                page: "/"),
            Route(method: .post, path: "/meters/{meter}/read", access: .role(.technician)) { inquiry in
                if let refusal = await order(inquiry) {
                    return .page(layout(inquiry).note(.refused, refusal), status: .conflict)
                }
                return .seeOther("/")
            },
        ]
    }

    private var assets: [Route] {
        [
            (
                "/console.css", "text/css; charset=utf-8",
                Assets.style + Assets.calibrateStyle + Assets.historyStyle + Assets.reportStyle
            ),
            ("/history.js", "text/javascript; charset=utf-8", Assets.historyScript),
            ("/console.js", "text/javascript; charset=utf-8", Assets.script),
            ("/calibrate.js", "text/javascript; charset=utf-8", Assets.calibrateScript),
            ("/icon.svg", "image/svg+xml", Assets.icon),
        ].map { path, type, text in
            Route(method: .get, path: path, access: .open) { _ in
                var reply = Reply.text(text, type: type)
                reply.fields[.cacheControl] = "private, max-age=300"
                return reply
            }
        }
    }

    private var programs: [Route] {
        var routes = [
            Route(
                method: .get, path: "/api/v1/meters", access: .role(.viewer),
                description: .init(
                    name: "meters", summary: "The meters, their newest readings, and where those go.",
                    types: [("application/json", API.meters)])
            ) { .json(await API.meters(source, $0.language)) },
            Route(
                method: .get, path: "/api/v1/health", access: .role(.viewer),
                description: .init(
                    name: "health", summary: "What is wrong, and what to do.",
                    types: [("application/json", API.health)])
            ) { .json(await API.health(source, $0.language)) },
            Route(
                method: .get, path: "/api/v1/meters/{meter}/picture", access: .role(.viewer),
                description: .init(
                    name: "picture", summary: "The last picture of a meter.", types: [("image/jpeg", .string)],
                    failures: [(.notFound, "There is no such meter, or no picture of it.")])
            ) { await picture($0) },
            Route(
                method: .post, path: "/api/v1/meters/{meter}/read", access: .role(.technician),
                description: .init(
                    name: "read", summary: "Has a meter read now.", status: .accepted,
                    types: [("application/json", API.order)],
                    failures: [(.conflict, "It cannot be read, or there is no such meter.")])
            ) { inquiry in
                if let refusal = await order(inquiry) { return .json(API.failure(refusal), status: .conflict) }
                return .json(#"{"state":"done"}"#, status: .accepted)
            },
            Route(
                method: .get, path: "/api/v1/events", access: .role(.viewer),
                description: .init(
                    name: "events", summary: "An event \"change\" each time that something has changed.",
                    types: [("text/event-stream", API.event)],
                    failures: [(.serviceUnavailable, "Too many listen already.")])
            ) { events($0) },
            Route(
                method: .get, path: "/metrics", access: .role(.viewer),
                description: .init(
                    name: "metrics", summary: "The figures, for Prometheus.",
                    types: [("text/plain", .string), ("application/openmetrics-text", .string)])
            ) { inquiry in
                let page = await source.metrics(inquiry.wantsOpenMetrics)
                return .text(page.text, type: page.type)
            },
        ]
        routes += calibrationPrograms + historyPrograms
        let document = OpenAPI.document(of: routes, version: source.version)
        routes.append(
            Route(method: .get, path: "/api/v1/openapi.json", access: .open) { _ in .json(document) })
        return routes
    }

    private func logIn(_ inquiry: Inquiry) async -> Reply {
        switch await gatekeeper.logIn(inquiry) {
        case .done(let cookie):
            var reply = Reply.seeOther(LoginPage.next(inquiry.form["next"]))
            reply.fields[.setCookie] = gatekeeper.setCookie(cookie)
            return reply
        case .refused(let word, let status, let seconds):
            let page = LoginPage(layout: layout(inquiry), next: LoginPage.next(inquiry.form["next"]))
            var reply = Reply.page(page.html(word), status: status)
            if let seconds { reply.fields[.retryAfter] = String(seconds) }
            return reply
        }
    }

    private func picture(_ inquiry: Inquiry) async -> Reply {
        guard let bytes = await source.picture(inquiry.names["meter"] ?? "") else {
            return .json(API.failure(Word.noPicture.words[inquiry.language]), status: .notFound)
        }
        return Reply(.ok, type: "image/jpeg", .bytes(bytes))
    }

    /// Why it was not done; nil if it was.
    private func order(_ inquiry: Inquiry) async -> String? {
        await source.read(inquiry.names["meter"] ?? "", "console, \(inquiry.visitor.name ?? "unknown")")
    }

    private func events(_ inquiry: Inquiry) -> Reply {
        guard let stream = streams.open(source.changes()) else {
            return .json(API.failure(Word.busy.words[inquiry.language]), status: .serviceUnavailable)
        }
        return Reply(.ok, type: "text/event-stream", .stream(stream))
    }
}
