// An agent with a console, for as long as a test asks it.

#if Console
    import Console
    import Logging
    import Testing

    @testable import Agent

    /// A run of the agent.
    enum ConsoleRun {
        /// Runs `configuration`, which has a console at any port, while `body` asks it at the port that it got; ends it whatever happens.
        static func during(
            _ configuration: AgentConfiguration, _ body: (_ port: UInt16) async throws -> Void
        ) async throws {
            let (urls, told) = AsyncStream.makeStream(of: String.self)
            var command = RunCommand(configuration: configuration, duration: nil)
            command.onConsole = { told.yield($0) }
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let task = Task { [command, logger] in
                defer { told.finish() }
                try await command.run(logger: logger) { _ in }
            }
            let outcome: Result<Void, any Error>
            do {
                var iterator = urls.makeAsyncIterator()
                let url = try #require(await iterator.next())
                outcome = .success(
                    try await body(try #require(UInt16(url.dropLast().split(separator: ":").last ?? ""))))
            } catch {
                outcome = .failure(error)
            }
            task.cancel()
            _ = await task.result
            try outcome.get()
        }
    }
#endif
