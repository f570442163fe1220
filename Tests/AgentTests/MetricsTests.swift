// The figures: their text, held to Prometheus's own checker, and the server that tells them.

import Capture
import Glibc
import Journal
import Logging
import Recognition
import TestSupport
import Testing

@testable import Agent
@testable import Metering

@Suite(.timeLimit(.minutes(3))) struct MetricsTests {
    private let folder = TemporaryFolder()

    private func reading(_ index: String?, meter: String = "cellar", unit: String = "m³") -> Reading {
        Reading(
            meter: meter, register: "main", index: index.flatMap { Index($0) }, unit: unit,
            capturedAt: Timestamp(milliseconds: 1_700_000_000_500), timeQuality: .synchronised, confidence: 0.9,
            quality: index == nil ? .rejectedWithProbability : .accepted,
            reasons: index == nil ? [.glare, .blurred] : [],
            dials: [])
    }

    private func figures(isOpenMetrics: Bool) async throws -> String {
        let clock = AgentClock(
            wall: { Timestamp(milliseconds: 1_700_000_009_000) }, sinceBoot: { 12_500 }, isSynchronised: { true },
            bootID: "b")
        let journal = try Journal.open(path: folder.file("journal.db"), device: "gw")
        try await journal.register(sinks: ["out", "a \"b\\c"])
        for number in 1...3 {
            let entry = NewEntry(
                kind: "reading", meter: "cellar",
                time: EntryTime(
                    bootID: "b", monotonicMilliseconds: Int64(number) * 1_000, wallMilliseconds: 5, clock: .synchronised
                ),
                payload: Array("{}".utf8))
            try await journal.append(entry)
        }
        try await journal.settle("out", through: 1)
        let board = InsightBoard()
        _ = board.note([RegisterName("cellar"): Self.known], [], [Self.system])
        let metrics = AgentMetrics()
        for reading in [
            reading("00662.90"), reading(nil), reading("00663.10"), reading("12.5", meter: "hall", unit: "kWh"),
            reading("7", meter: "yard", unit: "pieces"),
        ] { metrics.add(reading) }
        metrics.addShot(of: "cellar", seconds: 0.5)
        metrics.addShot(of: "cellar", seconds: 0.25)
        let text = await metrics.text(
            sinks: ["out", "a \"b\\c"], journal: journal, clock: clock, board: board, isOpenMetrics: isOpenMetrics)
        try await journal.close()
        return text.finished
    }

    private static var system: InsightBoard.System {
        let day = Timestamp(milliseconds: 1_699_920_000_000)..<Timestamp(milliseconds: 1_700_006_400_000)
        var finding = SystemFinding(.shift, from: day.lowerBound, to: day.upperBound, unit: "kWh")
        finding[amount: .outside] = Index("12.5")
        finding[number: .share] = 0.25
        return InsightBoard.System(name: "hall", kind: .shift, findings: [finding])
    }

    private static var known: InsightBoard.Register {
        let reading = RegisterCard.Start(index: Index("662.90")!, at: Timestamp(milliseconds: 1_700_000_000_000))
        var known = InsightBoard.Register()
        known.open = [Warning(.leak, first: reading, last: reading, found: 0.1, usual: nil, unit: "m³")]
        known.forecasts = [Forecast(span: .day, from: 0, usage: 0.4, low: 0.25, high: 0.5)]
        let bill = { (text: String) in
            Bill(from: CivilDate("2023-11-01")!, to: CivilDate("2023-11-15")!, currency: "EUR", total: Index(text)!)
        }
        known.account = MoneyAccount(
            soFar: bill("2.25"), expected: bill("9.50"),
            prepaid: .init(balance: Index("7.75")!, daysLeft: 10, spent: Index("2.25")!, days: 3))
        return known
    }

    @Test func whatReadingsMeanIsToldInFigures() async throws {
        let lines = Set(try await figures(isOpenMetrics: false).split(separator: "\n").map(String.init))
        let register = "meter=\"cellar\",register=\"main\""
        for line in [
            "meterclip_warning{\(register),kind=\"leak\",severity=\"warning\"} 1.0",
            "meterclip_usage_forecast{\(register),span=\"day\",bound=\"low\"} 0.25",
            "meterclip_cost_month{\(register),currency=\"EUR\"} 2.25",
            "meterclip_cost_expected{\(register),currency=\"EUR\"} 9.5",
            "meterclip_prepaid_balance{\(register),currency=\"EUR\"} 7.75",
            "meterclip_prepaid_left_seconds{\(register)} 864000.0",
            "meterclip_system{system=\"hall\",value=\"outside\"} 12.5",
            "meterclip_system{system=\"hall\",value=\"share\"} 0.25",
            "meterclip_system_warning{system=\"hall\"} 0.0",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func everyFigureIsToldWithItsUnitAndLabels() async throws {
        let lines = try await figures(isOpenMetrics: false).split(separator: "\n").map(String.init)
        for line in [
            "meterclip_meter_index_cubic_meters{meter=\"cellar\",register=\"main\"} 663.1",
            "meterclip_meter_index_joules{meter=\"hall\",register=\"main\"} 45000000.0",
            "meterclip_meter_index{meter=\"yard\",register=\"main\",unit=\"pieces\"} 7.0",
            "meterclip_meter_index_timestamp_seconds{meter=\"cellar\",register=\"main\"} 1700000000.5",
            "meterclip_reading_attempts_total{meter=\"cellar\",register=\"main\"} 3.0",
            "meterclip_readings_rejected_total{meter=\"cellar\",register=\"main\",reason=\"glare\"} 1.0",
            "meterclip_upload_queue_entries{sink=\"out\"} 2.0",
            "meterclip_upload_queue_entries{sink=\"a \\\"b\\\\c\"} 3.0",
            "meterclip_upload_oldest_age_seconds{sink=\"out\"} 10.5",
            "meterclip_capture_duration_seconds_sum{meter=\"cellar\"} 0.75",
            "meterclip_capture_duration_seconds_count{meter=\"cellar\"} 2.0",
            "# TYPE meterclip_reading_attempts_total counter",
        ] { #expect(lines.contains(line), "\(line) in \(lines)") }
    }

    @Test func openMetricsNamesCountersWithoutTotalAndHasAnEnd() async throws {
        let text = try await figures(isOpenMetrics: true)
        #expect(text.contains("# TYPE meterclip_reading_attempts counter\n"))
        #expect(text.contains("\nmeterclip_reading_attempts_total{"))
        #expect(text.contains("# UNIT meterclip_meter_index_joules joules\n"))
        #expect(text.hasSuffix("\n# EOF\n"))
    }

    @Test func theirCheckerHasNothingToSay() async throws {
        let text = try await figures(isOpenMetrics: false)
        let path = folder.write("figures", text)
        let code = try await shell("/usr/bin/promtool check metrics < \(path) > \(folder.file("said")) 2>&1")
        let said = try TextFile.read(folder.file("said"))
        #expect(code == 0 && said.isEmpty, "\(code): \(said)")
    }

    @Test func theServerTellsItAndNothingElse() async throws {
        let (server, port) = try listen { isOpenMetrics in
            MetricsServer.Page(type: "text/x", text: isOpenMetrics ? "open" : "plain")
        }
        let open = "GET /metrics?a=b HTTP/1.1\r\nAccept: application/openmetrics-text;version=1.0.0"
        for (request, end) in [
            ("GET /metrics HTTP/1.1", "\r\n\r\nplain"), (open, "\r\n\r\nopen"),
            ("HEAD /metrics HTTP/1.0", "Content-Length: 5\r\nConnection: close\r\n\r\n"),
        ] { #expect(try await ask(port, request + "\r\n\r\n").hasSuffix(end), "\(request)") }
        for (request, status) in [
            ("GET / HTTP/1.1", "404"), ("GET /metrics/../etc HTTP/1.1", "404"), ("POST /metrics HTTP/1.1", "405"),
            ("nonsense", "400"), ("GET /metrics SPDY/3", "400"),
        ] { #expect(try await ask(port, request + "\r\n\r\n").hasPrefix("HTTP/1.1 \(status) "), "\(request)") }
        server.close()
    }

    @Test func oneWhoAsksForTooMuchOrLeavesDoesNotKeepItFromOthers() async throws {
        let (server, port) = try listen { _ in MetricsServer.Page(type: "text/x", text: "plain") }
        #expect(try await ask(port, String(repeating: "x", count: 100_000)) == "")
        #expect(try await ask(port, "") == "")
        #expect(try await ask(port, "GET /metrics HTTP/1.1\r\n\r\n").hasSuffix("plain"))
        server.close()
    }

    @Test func aTakenPortIsToldOf() async throws {
        let (server, port) = try listen { _ in MetricsServer.Page(type: "", text: "") }
        let error = #expect(throws: AgentError.self) {
            try MetricsServer(.init(port: port)) { _ in MetricsServer.Page(type: "", text: "") }
        }
        #expect(error?.message == "figures cannot be told at 127.0.0.1:\(port): Address already in use")
        server.close()
    }

    @Test func prometheusFetchesThemFromTheRunningAgent() async throws {
        let port = try freePort()
        let text = """
            device = "gw"
            journal = "journal.db"
            [[meter]]
            camera = { kind = "simulated", face = "water", acceleration = 60 }
            interval = "1s"
            [[sink]]
            kind = "file"
            path = "out.jsonl"
            [metrics]
            port = \(port)
            """
        let configuration = try AgentConfiguration.read(folder.write("meterclip.toml", text))
        var quiet = Logger(label: "test")
        quiet.logLevel = .critical
        let (readings, reading) = AsyncStream.makeStream(of: Void.self)
        let logger = quiet
        let run = Task {
            try await RunCommand(configuration: configuration, duration: .seconds(170)).run(logger: logger) { _ in
                reading.yield()
            }
        }
        defer { run.cancel() }
        for await _ in readings { break }
        let own = try freePort()
        let settings = folder.write(
            "prometheus.yml",
            """
            scrape_configs:
              - job_name: meterclip
                scrape_interval: 200ms
                scrape_timeout: 200ms
                static_configs: [{targets: ["127.0.0.1:\(port)"]}]
            """)
        let start =
            "/usr/bin/prometheus --config.file=\(settings) --storage.tsdb.path=\(folder.path)/data "
            + "--web.listen-address=127.0.0.1:\(own) > \(folder.file("log")) 2>&1 & echo $! > \(folder.file("pid"))"
        #expect(try await shell(start) == 0)
        let id = try #require(pid_t(TextFile.read(folder.file("pid")).filter { $0 != "\n" }))
        defer { kill(id, SIGKILL) }
        let request = "GET /api/v1/query?query=meterclip_reading_attempts_total HTTP/1.0\r\n\r\n"
        let deadline = ContinuousClock.now + .seconds(150)
        var told = ""
        while !told.contains("\"meter\":\"simulated-water\""), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(200))
            // It listens only once it has read its settings.
            told = (try? await ask(own, request)) ?? ""
        }
        #expect(told.contains("\"meter\":\"simulated-water\""), "\(told)")
        #expect(told.contains("\"register\":\"main\""), "\(told)")
        run.cancel()
        _ = await run.result
    }

    @Test(arguments: [
        ("port = 70000", 9, "\"port\" has the wrong form"), ("address = \"localhost\"", 9, "is not a numeric address"),
        ("prot = 1", 9, "unknown key \"prot\""),
    ])
    func aMistakeHasItsLine(text: String, line: Int, problem: String) throws {
        let head = """
            device = "gw"
            journal = "journal.db"
            [[meter]]
            camera = { kind = "simulated", face = "water" }
            [[sink]]
            kind = "file"
            path = "a"
            [metrics]

            """
        let path = folder.write("meterclip.toml", head + text)
        do throws(AgentError) {
            _ = try AgentConfiguration.read(path)
            Issue.record("the configuration was taken")
        } catch {
            guard case .mistakes(_, let placed) = error else { throw error }
            #expect(placed.map(\.line) == [line] && placed[0].mistake.problem.contains(problem), "\(placed)")
        }
    }

    private func listen(
        _ page: @escaping @Sendable (Bool) async -> MetricsServer.Page
    ) throws -> (MetricsServer, UInt16) {
        let port = try freePort()
        return (try MetricsServer(.init(port: port), page: page), port)
    }

    /// The answer of a server on this machine to a text; empty if there is none.
    private func ask(_ port: UInt16, _ text: String) async throws -> String {
        try await aside {
            let connection = try LoopbackClient(port)
            connection.send(text)
            connection.finish()
            return String(decoding: connection.rest(), as: UTF8.self)
        }
    }

    /// The exit code of a line for the shell.
    private func shell(_ line: String) async throws -> Int32 {
        try await aside {
            let id = try spawn(["/bin/sh", "-c", line], output: "/dev/null")
            var status: Int32 = 0
            while waitpid(id, &status, 0) < 0 && errno == EINTR {}
            return (status >> 8) & 0xFF
        }
    }
}
