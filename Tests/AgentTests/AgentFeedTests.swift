// The console beside a running agent: what it reads is what is shown, and an order given there is in its journal.

#if Console
    import Console
    import Metering
    import TestSupport
    import Testing

    @testable import Agent

    @Suite(.timeLimit(.minutes(3))) struct AgentFeedTests {
        private let folder = TemporaryFolder()

        private func ask(_ port: UInt16, _ line: String, _ fields: String = "") async throws -> String {
            try await aside {
                let connection = try LoopbackClient(port)
                connection.send("\(line) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(fields)\r\n")
                return String(decoding: connection.rest(), as: UTF8.self)
            }
        }

        /// Runs an agent with a console for as long as `body` does, which gets the console's port.
        private func run(
            accounts: String? = nil, _ body: (UInt16) async throws -> Void
        ) async throws {
            var configuration = AgentConfiguration.simulation(in: folder.path)
            configuration.meters = Array(configuration.meters.prefix(1))
            configuration.meters[0].plan = ReadingPlan(every: .milliseconds(200))
            configuration.console = ConsoleSetting(port: 0, accounts: accounts)
            try await ConsoleRun.during(configuration, body)
        }

        /// Asks until the answer contains a text.
        private func wait(_ port: UInt16, _ line: String, _ fields: String = "", for text: String) async throws
            -> String
        {
            while true {
                let answer = try await ask(port, line, fields)
                if answer.contains(text) { return answer }
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        @Test func whatIsReadIsShownWithItsPictureAndItsFigures() async throws {
            try await run { port in
                let meters = try await wait(port, "GET /api/v1/meters", for: "\"quality\":4")
                #expect(meters.contains("\"meter\":\"simulated-water\"") && meters.contains("\"sink\":\"outbox\""))
                let page = try await ask(port, "GET /")
                #expect(page.contains("<polygon points=") && page.contains("class=\"sure\""))
                let picture = try await ask(port, "GET /meters/simulated-water/picture")
                #expect(picture.contains("Content-Type: image/jpeg") && picture.contains("JFIF"))
                #expect(try await ask(port, "GET /metrics").contains("meterclip_reading_attempts_total{"))
                #expect(try await ask(port, "GET /api/v1/health").contains("\"area\":\"clock\""))
                #expect(try await ask(port, "GET /meters/other/picture").hasPrefix("HTTP/1.1 404"))
            }
        }

        @Test func afterARestartTheLastIndexIsThereBeforeTheNextReading() async throws {
            try await run { port in _ = try await wait(port, "GET /api/v1/meters", for: "\"quality\":4") }
            try await run { port in
                let meters = try await ask(port, "GET /api/v1/meters")
                #expect(meters.contains("\"index\":\"") && !meters.contains("\"index\":null,\"index_at\""))
            }
        }

        @Test func anOrderIsCarriedOutAndJournalledWithWhoGaveIt() async throws {
            let accounts = folder.file("accounts")
            let token = try AccountFile.setToken(name: "anna", role: .technician, in: accounts)
            let bearer = "Authorization: Bearer \(token)\r\nContent-Length: 0\r\n"
            try await run(accounts: accounts) { port in
                let order = try await ask(port, "POST /api/v1/meters/simulated-water/read", bearer)
                #expect(order.hasPrefix("HTTP/1.1 202"), "\(order)")
                let refused = try await ask(port, "POST /api/v1/meters/other/read", bearer)
                #expect(refused.hasPrefix("HTTP/1.1 409") && refused.contains("there is no meter \\\"other\\\""))
            }
            let outbox = try TextFile.read(folder.path + "/outbox.jsonl")
            #expect(outbox.contains("\"by\":\"console, anna\""))
        }

        @Test func theHistoryLeadsToTheReadingsAndTheirPictures() async throws {
            try await run { port in
                let way = "/api/v1/meters/simulated-water"
                let readings = try await wait(port, "GET \(way)/readings", for: "\"state\":\"published\"")
                #expect(readings.contains("\"register\":\"main\"") && readings.contains("\"time_sure\":"))
                _ = try await wait(port, "GET \(way)/readings", for: "/picture\"")
                let number = try #require(readings.firstMatch(of: #/"seq":(\d+)/#)?.output.1)
                let picture = try await ask(port, "GET \(way)/readings/\(number)/picture")
                #expect(picture.contains("Content-Type: image/jpeg") && picture.contains("JFIF"))
                #expect(try await ask(port, "GET /api/v1/meters/other/readings/\(number)/picture").contains(" 404 "))
                #expect(try await ask(port, "GET /meters/simulated-water/readings/\(number)").contains(" 200 OK"))
                for step in ["minute", "hour", "day", "month"] {
                    let page = try await ask(port, "GET /meters/simulated-water/history?by=\(step)")
                    #expect(page.contains("<svg class=\"\(step)\"") && page.contains("history.csv?"))
                }
                let usage = try await ask(port, "GET \(way)/usage?by=day")
                #expect(usage.firstMatch(of: #/"published":[1-9]/#) != nil && usage.contains("\"next\":null"))
                let table = try await ask(port, "GET /meters/simulated-water/history.csv")
                #expect(table.contains(",published\r\n") && table.hasSuffix("\r\n0\r\n\r\n"))
            }
        }

        @Test func whatWasOrderedIsInTheLogOfChanges() async throws {
            let accounts = folder.file("accounts")
            let token = try AccountFile.setToken(name: "anna", role: .technician, in: accounts)
            let bearer = "Authorization: Bearer \(token)\r\nContent-Length: 0\r\n"
            try await run(accounts: accounts) { port in
                _ = try await ask(port, "POST /api/v1/meters/simulated-water/read", bearer)
                let changes = try await ask(port, "GET /api/v1/changes", bearer)
                #expect(changes.contains("\"by\":\"console, anna\",\"command\":\"read\""))
                #expect(try await ask(port, "GET /changes", bearer).contains("console, anna"))
            }
        }
    }
#endif
