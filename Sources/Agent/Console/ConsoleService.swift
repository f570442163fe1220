// The console as a service that is looked after: its thread is asked from time to time for nothing but an answer, and what it is asked for
// by others has to be answered too.

#if Console
    import Console
    import ServiceLifecycle

    /// The service of the console.
    struct ConsoleService: Service {
        let console: Console
        var pulse = Pulse()
        var pause = Limits.healthQuestion
        /// Asks the console's thread.
        var question: @Sendable () async -> Void = { await Console.answer() }

        func run() async throws {
            let (pulse, pause, question) = (pulse, pause, question)
            let asking = Task {
                while !Task.isCancelled {
                    pulse.work("has its thread answer", within: Limits.consoleAllowance)
                    await question()
                    pulse.rest("rests", for: pause)
                    try? await Task.sleep(for: pause)
                }
            }
            defer { asking.cancel() }
            try await console.run()
        }
    }
#endif
