// An agent that takes up another card while it runs: readings go on, who is in stays in, the journal says who did it, and a card that
// cannot be used leaves everything as it was.

#if Console
    import Capture
    import Console
    import Journal
    import Logging
    import Metering
    import Recognition
    import Synchronization
    import TestSupport
    import Testing
    import Uplink

    @testable import Agent

    @Suite(.serialized, .timeLimit(.minutes(5))) struct AgentCycleTests {
        private let folder = TemporaryFolder()
        private let at = AgentClock.system.wall()

        private var shelf: CardShelf { CardShelf(path: folder.path + "/cellar.toml") }

        private func configuration() throws -> AgentConfiguration {
            let path = folder.write(
                "meterclip.toml",
                """
                device = "gw"
                journal = "journal.db"
                [console]
                [[meter]]
                card = "cellar.toml"
                camera = { kind = "simulated", face = "water", acceleration = 0 }
                interval = "1s"
                [[sink]]
                kind = "file"
                path = "outbox.jsonl"
                """)
            return try AgentConfiguration.read(path)
        }

        /// Puts a card of the simulated meter into force, as a technician would.
        private func put(by: String = "console, anna") throws {
            let camera = SimulatedSetup.camera(.water, seed: 1, acceleration: 0, clock: .system)
            let start = RegisterCard.Start(index: Index(units: 1_234_567, decimals: 4), at: at)
            var card = camera.meter.card(named: "cellar", reference: "", start: start)
            card.registers[0].hourlyMax = 2.5
            try shelf.put(card, reference: camera.meter.referenceFrame(at: 0), by: by, at: at)
        }

        private func ask(_ port: UInt16, _ line: String, _ fields: String = "") async throws -> String {
            try await aside {
                let connection = try LoopbackClient(port)
                connection.send("\(line) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(fields)\r\n")
                return String(decoding: connection.rest(), as: UTF8.self)
            }
        }

        private func wait(_ port: UInt16, _ line: String, _ fields: String, for text: String) async throws -> String {
            while true {
                let answer = try await ask(port, line, fields)
                if answer.contains(text) { return answer }
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        /// Runs an agent for as long as `body` does, which gets the console's port and what a technician's program sends.
        private func run(_ body: (UInt16, String) async throws -> Void) async throws {
            var configuration = try configuration()
            let accounts = folder.file("accounts")
            let token = try AccountFile.setToken(name: "anna", role: .technician, in: accounts)
            configuration.console = ConsoleSetting(port: 0, accounts: accounts)
            configuration.meters[0].plan = ReadingPlan(every: .milliseconds(200))
            try await ConsoleRun.during(configuration) { port in
                try await body(port, "Authorization: Bearer \(token)\r\nContent-Length: 0\r\n")
            }
        }

        /// The entries about cards in the journal.
        private func told() async throws -> [String] {
            let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
            let entries = try await journal.lastEntries(kind: RemoteRecord.kind, meter: "cellar", limit: 16)
            try await journal.close()
            return entries.map { String(decoding: $0.json, as: UTF8.self) }
        }

        @Test func aMeterWithoutACardIsNotSetUpYetAndTheOthersAreRead() async throws {
            try await run { port, token in
                let meters = try await ask(port, "GET /api/v1/meters", token)
                #expect(meters.contains("\"not_set_up\":[\"cellar\"]"), "\(meters)")
                let page = try await ask(port, "GET /", token)
                #expect(page.contains("href=\"/meters/cellar/calibrate\""))
                #expect(try await ask(port, "GET /api/v1/health", token).contains("Not set up yet"))
                let state = try await ask(port, "GET /api/v1/meters/cellar/calibration", token)
                #expect(state.contains("\"phase\":\"typing\"") && state.contains("\"not_set_up\":true"))
                let live = try await ask(port, "GET /api/v1/meters/cellar/calibration/live", token)
                #expect(live.contains("\"light_is\":\"good\""), "\(live)")
            }
        }

        @Test func withoutAConsoleAMissingCardSaysHowToMakeOne() async throws {
            var configuration = try configuration()
            configuration.console = nil
            do {
                _ = try await Composition(configuration, clock: .system, logger: Logger(label: "test"))
                Issue.record("it started")
            } catch {
                #expect(error.exitCode == 66 && error.message.contains("meterclip calibrate"), "\(error.message)")
            }
        }

        @Test func anotherCardIsTakenUpWhileTheAgentRuns() async throws {
            try put()
            try put(by: "console, theo")
            try await run { port, token in
                _ = try await wait(port, "GET /api/v1/meters", token, for: "\"quality\":4")
                let order = try await ask(port, "POST /api/v1/meters/cellar/cards/1/restore", token)
                #expect(order.hasPrefix("HTTP/1.1 202"), "\(order)")
                let done = try await wait(
                    port, "GET /api/v1/meters/cellar/calibration", token, for: "\"phase\":\"done\"")
                #expect(done.contains("\"card\":3") && done.contains("\"by\":\"console, anna\""))
                // The page goes on with what was read before, and readings with the new card come.
                _ = try await ask(port, "POST /api/v1/meters/cellar/read", token)
                _ = try await wait(port, "GET /api/v1/meters", token, for: "\"quality\":4")
            }
            let told = try await told()
            #expect(told.count { $0.contains("\"command\":\"set-card\"") } == 2, "\(told)")
            #expect(told.contains { $0.contains("\"restored\":1") && $0.contains("\"by\":\"console, anna\"") })
            // Each reading was delivered once, in order, over both cards.
            let lines = try TextFile.read(folder.path + "/outbox.jsonl").split(separator: "\n")
            for (number, line) in lines.enumerated() { #expect(line.contains("\"seq\":\(number + 1),")) }
        }

        @Test func whatTheJournalWasNotToldBeforeAPowerCutItIsToldAtTheNextStartAndOnce() async throws {
            try put()
            for _ in 0..<2 { try await run { _, _ in } }
            let told = try await told()
            #expect(told.count == 1 && told[0].contains("\"card\":1"), "\(told)")
        }

        @Test func aCardThatCannotBeTakenUpIsUndoneAndTheFormerOneGoesOn() async throws {
            try put()
            let renewals = Renewals()
            let log = HeardLog()
            var configuration = try configuration()
            configuration.console = nil
            configuration.meters[0].plan = ReadingPlan(every: .milliseconds(200))
            let parts = try await Composition(configuration, clock: .system, logger: log.logger)
            let readings = Mutex(0)
            let cycle = AgentCycle(
                configuration: configuration, clock: .system, logger: log.logger, first: parts, renewals: renewals,
                write: { _ in readings.withLock { $0 += 1 } })
            let task = Task { try await cycle.run() }
            while readings.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
            let (shelf, text) = (shelf, try shelf.text())
            try TextFile.write("meter = ", to: shelf.path)
            let (failures, told) = AsyncStream.makeStream(of: String?.self)
            renewals.ask(
                Renewals.Request(
                    what: "a broken card",
                    undo: { () throws(AgentError) in try TextFile.replace(shelf.path, with: text ?? "") },
                    tell: { told.yield($0) }))
            var iterator = failures.makeAsyncIterator()
            let failure = try #require(await iterator.next() ?? nil)
            #expect(failure.contains("cellar.toml"))
            let before = readings.withLock { $0 }
            while readings.withLock({ $0 }) == before { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            _ = await task.result
            #expect(log.lines.contains { $0.text.contains("is undone") })
        }
    }
#endif
