// Puts the console into service beside the meters.

#if Console
    import Console
    import Journal
    import ServiceLifecycle

    extension Composition {
        /// The service of the console, if it is wanted. `onListening` is told its address.
        func consoleService(
            _ setting: ConsoleSetting?, onListening: @escaping @Sendable (String) -> Void
        ) async throws(AgentError) -> (any Service)? {
            guard let setting else { return nil }
            let feed = AgentFeed(
                meters: meters, gates: gates, status: status, desk: desk, journal: journal, clock: clock,
                evidence: evidence)
            let (status, clock, page) = (status, clock, metricsPage)
            do {
                try await feed.resume()
                let source = ConsoleSource(
                    device: journal.identity.device, version: AgentVersion.text, now: { clock.now().wall },
                    meters: { await feed.meterViews() }, sinks: { await feed.sinkViews() },
                    findings: { feed.findings() },
                    picture: { feed.picture(of: $0) },
                    metrics: { isOpenMetrics in
                        let page = await page(isOpenMetrics)
                        return (page.type, page.text)
                    }, read: { await feed.read($0, by: $1) }, changes: { status.changes() },
                    history: feed.historySource)
                return try Console(setting, source: source, logger: logger, onListening: onListening)
            } catch {
                throw .unavailable("\(error)")
            }
        }
    }
#endif
