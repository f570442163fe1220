// The ways to what was: the history of a meter as a page, as a table and for programs, the pictures that readings were read from, and the
// log of changes.

import HTTPTypes
import Metering

extension Routes {
    var historyPages: [Route] {
        [
            Route(method: .get, path: "/meters/{meter}/history", access: .role(.viewer)) { inquiry in
                await page(inquiry) { try await HistoryPage(layout: layout(inquiry), inquiry: inquiry).html() }
            },
            Route(method: .get, path: "/meters/{meter}/history.csv", access: .role(.viewer)) { inquiry in
                await answer(inquiry, else: note) { try .table(await query(inquiry), source.history) }
            },
            Route(method: .get, path: "/meters/{meter}/report", access: .role(.viewer)) { inquiry in
                await page(inquiry) { try await report(inquiry) }
            },
            Route(method: .get, path: "/meters/{meter}/readings/{seq}", access: .role(.viewer)) { inquiry in
                await page(inquiry) {
                    let (meter, seq) = try Self.reading(inquiry)
                    guard let reading = try await source.history.reading(meter, seq) else {
                        throw HistoryQuery.Fault.notFound
                    }
                    return ReadingPage(layout: layout(inquiry), meter: meter, reading: reading).html()
                }
            },
            Route(method: .get, path: "/meters/{meter}/readings/{seq}/picture", access: .role(.viewer)) { inquiry in
                await answer(inquiry, else: note) { try await evidence(inquiry) }
            },
            Route(method: .get, path: "/changes", access: .role(.viewer)) { inquiry in
                await page(inquiry) {
                    let before = try HistoryQuery.number(inquiry.query, "before", in: 1 ... .max, instead: .max)
                    let changes = try await source.history.changes(before, Limits.pageRows)
                    return ChangesPage(layout: layout(inquiry), changes: changes).html()
                }
            },
            Route(method: .get, path: "/warnings", access: .role(.viewer)) { inquiry in
                await page(inquiry) {
                    let before = try HistoryQuery.number(inquiry.query, "before", in: 1 ... .max, instead: .max)
                    let (warnings, next) = try await source.history.warnings(before, Limits.pageRows)
                    return WarningsPage(layout: layout(inquiry), warnings: warnings, next: next).html()
                }
            },
            Route(method: .get, path: "/balances", access: .role(.viewer)) { inquiry in
                .page(BalancePage(layout: layout(inquiry), groups: source.balances?() ?? []).html())
            },
            Route(method: .get, path: "/systems", access: .role(.viewer)) { inquiry in
                .page(SystemsPage(layout: layout(inquiry), systems: source.systems?() ?? []).html())
            },
        ]
    }

    private func report(_ inquiry: Inquiry) async throws -> HTML {
        let query = try await query(inquiry)
        let step = try query.step()
        let span = source.history.span(step.frame, source.now())
        let (from, to) = (try query.time("from") ?? span.lowerBound, try query.time("to") ?? span.upperBound)
        guard from < source.now() else { throw HistoryQuery.Fault.wrong("from") }
        guard from < to else { throw HistoryQuery.Fault.wrong("to") }
        let one = source.history.span(step, from)
        let count =
            (min(to, source.now()).milliseconds - from.milliseconds)
            / max(1, one.upperBound.milliseconds - one.lowerBound.milliseconds)
        guard count < UsageReport.intervalsMost else { throw HistoryQuery.Fault.wrong("by") }
        let report = try await source.history.report(query.part(from, to), step)
        let layout = layout(inquiry)
        let path = "/meters/\(Form.encoded(path: query.meter.name))/readings/"
        let page = ReportPage(report: report, language: layout.language)
        return layout.page(.usageSheet, path: "/history", page.main { "\(path)\(String($0.point.seq))/picture" })
    }

    var historyPrograms: [Route] {
        let register = Route.Parameter(
            name: "register", summary: "The register; the meter's first where none is named.", schema: .string)
        let from = Route.Parameter(name: "from", summary: "From when.", schema: .time)
        let to = Route.Parameter(name: "to", summary: "To when; that instant is not in it any more.", schema: .time)
        let before = Route.Parameter(
            name: "before", summary: "Only those before this number: next of the page before.",
            schema: .within(1 ... .max))
        func limit(_ most: Int) -> Route.Parameter {
            .init(name: "limit", summary: "How many at most.", schema: .within(1...Int64(most)))
        }
        let failures: [(HTTPResponse.Status, String)] = [
            (.badRequest, "A value makes no sense."), (.notFound, "There is no such meter or register."),
            (.serviceUnavailable, "The journal cannot be read now."),
        ]
        return [
            Route(
                method: .get, path: "/api/v1/meters/{meter}/readings", access: .role(.viewer),
                description: .init(
                    name: "readings", summary: "The readings of a register, published or not, a page at a time.",
                    query: [
                        register, from, to,
                        .init(
                            name: "after", summary: "Only those behind this number: next of the page before.",
                            schema: .within(0 ... .max)), limit(Limits.apiReadings),
                    ], types: [("application/json", API.readings)], failures: failures)
            ) { inquiry in await answer(inquiry, else: failure) { try await readings(inquiry) } },
            Route(
                method: .get, path: "/api/v1/meters/{meter}/usage", access: .role(.viewer),
                description: .init(
                    name: "usage",
                    summary: "What was used, by intervals of the gateway's clock; today where no times are named.",
                    query: [
                        register, from, to,
                        .init(
                            name: "by", summary: "The length of the intervals; hour where none is named.",
                            schema: .word(HistoryQuery.steps.map(\.rawValue))),
                    ], types: [("application/json", API.usage)], failures: failures)
            ) { inquiry in await answer(inquiry, else: failure) { try await usage(inquiry) } },
            Route(
                method: .get, path: "/api/v1/meters/{meter}/readings/{seq}/picture", access: .role(.viewer),
                description: .init(
                    name: "evidence", summary: "The picture that a reading was read from.",
                    types: [("image/jpeg", .string)],
                    failures: [
                        (.notFound, "There is no such reading, or its picture is not kept."), failures[2],
                    ])
            ) { inquiry in await answer(inquiry, else: failure) { try await evidence(inquiry) } },
            Route(
                method: .get, path: "/api/v1/changes", access: .role(.viewer),
                description: .init(
                    name: "changes", summary: "What was changed, or was to be, and by whom; the newest first.",
                    query: [before, limit(Limits.apiReadings)], types: [("application/json", API.changes)],
                    failures: [failures[0], failures[2]])
            ) { inquiry in
                await answer(inquiry, else: failure) {
                    let (before, limit) = try Self.page(inquiry)
                    return .json(API.changes(try await source.history.changes(before, limit), limit: limit))
                }
            },
            Route(
                method: .get, path: "/api/v1/warnings", access: .role(.viewer),
                description: .init(
                    name: "warnings",
                    summary: "What was warned of, that it began and that it is over; the newest first.",
                    query: [before, limit(Limits.apiReadings)], types: [("application/json", API.warnings)],
                    failures: [failures[0], failures[2]])
            ) { inquiry in
                await answer(inquiry, else: failure) {
                    let (before, limit) = try Self.page(inquiry)
                    let (warnings, next) = try await source.history.warnings(before, limit)
                    return .json(API.warnings(warnings, next: next, inquiry.language))
                }
            },
            Route(
                method: .get, path: "/api/v1/balances", access: .role(.viewer),
                description: .init(
                    name: "balances", summary: "The balance groups, day by day.",
                    types: [("application/json", API.balances)])
            ) { .json(API.balances(source.balances?() ?? [], $0.language)) },
            Route(
                method: .get, path: "/api/v1/systems", access: .role(.viewer),
                description: .init(
                    name: "systems", summary: "Ratios, working hours, machines and gauges, day by day.",
                    types: [("application/json", API.systems)])
            ) { .json(API.systems(source.systems?() ?? [], $0.language)) },
        ]
    }

    /// Where a page of a list begins that is told from its end, and how much is on it.
    private static func page(_ inquiry: Inquiry) throws(HistoryQuery.Fault) -> (before: Int64, limit: Int) {
        let most = Int64(Limits.apiReadings)
        let limit = try HistoryQuery.number(inquiry.query, "limit", in: 1...most, instead: 100)
        return (try HistoryQuery.number(inquiry.query, "before", in: 1 ... .max, instead: .max), Int(limit))
    }

    private func query(_ inquiry: Inquiry) async throws -> HistoryQuery {
        try HistoryQuery(inquiry, await source.meters())
    }

    private func readings(_ inquiry: Inquiry) async throws -> Reply {
        let query = try await query(inquiry)
        let limit = Int(try query.number("limit", in: 1...Int64(Limits.apiReadings), instead: 100))
        let after = try query.number("after", in: 0 ... .max, instead: 0)
        let readings = try await source.history.readings(try query.part(), after, limit)
        return .json(API.readings(query, readings, limit: limit, inquiry.language))
    }

    private func usage(_ inquiry: Inquiry) async throws -> Reply {
        let query = try await query(inquiry)
        let (step, today) = (try query.step(), source.history.span(.day, source.now()))
        let part = query.part(try query.time("from") ?? today.lowerBound, try query.time("to") ?? today.upperBound)
        let view = try await source.history.usage(part, step, Limits.apiIntervals)
        return .json(API.usage(query, step, view, to: part.to))
    }

    private func evidence(_ inquiry: Inquiry) async throws -> Reply {
        let (meter, seq) = try Self.reading(inquiry)
        guard let bytes = try await source.history.picture(meter, seq) else { throw HistoryQuery.Fault.notFound }
        var reply = Reply(.ok, type: "image/jpeg", .bytes(bytes))
        // What a reading was read from never changes.
        reply.fields[.cacheControl] = "private, max-age=86400"
        return reply
    }

    /// The meter and the number of a reading that is asked for.
    private static func reading(_ inquiry: Inquiry) throws(HistoryQuery.Fault) -> (meter: String, seq: Int64) {
        guard let meter = inquiry.names["meter"], let seq = inquiry.names["seq"].flatMap({ Int64($0) }) else {
            throw .notFound
        }
        return (meter, seq)
    }

    private func page(_ inquiry: Inquiry, _ body: () async throws -> HTML) async -> Reply {
        await answer(inquiry, else: note) { .page(try await body()) }
    }

    /// What `body` answers, or why there is nothing.
    private func answer(
        _ inquiry: Inquiry, else refuse: (Inquiry, String, HTTPResponse.Status) -> Reply,
        _ body: () async throws -> Reply
    ) async -> Reply {
        func word(_ word: Word) -> String { word.words[inquiry.language] }
        do {
            return try await body()
        } catch let fault as HistoryQuery.Fault {
            switch fault {
            case .notFound: return refuse(inquiry, word(.notFound), .notFound)
            case .wrong(let name): return refuse(inquiry, "\(word(.wrongValue)): \(name)", .badRequest)
            }
        } catch {
            return refuse(inquiry, word(.unreadable), .serviceUnavailable)
        }
    }

    private func note(_ inquiry: Inquiry, _ text: String, _ status: HTTPResponse.Status) -> Reply {
        .page(layout(inquiry).note(.refused, text), status: status)
    }

    private func failure(_ inquiry: Inquiry, _ text: String, _ status: HTTPResponse.Status) -> Reply {
        .json(API.failure(text), status: status)
    }
}

extension Reply {
    /// The readings that a query asks for, as a file.
    fileprivate static func table(
        _ query: HistoryQuery, _ history: HistorySource
    ) throws(HistoryQuery.Fault) -> Reply {
        let table = ReadingTable(try query.part(), history)
        var reply = Reply(.ok, type: "text/csv; charset=utf-8", .pages { try await table.next() })
        let plain = "\(query.meter.name)-\(query.register)".utf8.map { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) ? byte : 0x2D
        }
        reply.fields[.contentDisposition] =
            "attachment; filename=\"\(String(decoding: plain, as: UTF8.self)).csv\""
        return reply
    }
}
