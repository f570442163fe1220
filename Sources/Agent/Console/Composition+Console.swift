// What the console shows of the agent's parts.

#if Console
    import Console
    import Journal
    import Metering

    extension Composition {
        /// What the console shows, with the desk where cards are made.
        func consoleSource(_ calibration: CalibrationDesk) async throws(AgentError) -> ConsoleSource {
            let feed = AgentFeed(
                meters: meters, blanks: blanks.map(\.name), gates: gates, status: status, desk: desk, journal: journal,
                clock: clock, evidence: evidence, reports: reports, board: board)
            let (status, clock, page) = (status, clock, metricsPage)
            do throws(JournalError) {
                try await feed.resume()
            } catch {
                throw .inputOutput(error.description)
            }
            var source = ConsoleSource(
                device: journal.identity.device, version: AgentVersion.text, now: { clock.now().wall },
                meters: { await feed.meterViews() }, sinks: { await feed.sinkViews() }, findings: { feed.findings() },
                picture: { feed.picture(of: $0) },
                metrics: { isOpenMetrics in
                    let page = await page(isOpenMetrics)
                    return (page.type, page.text)
                }, read: { await feed.read($0, by: $1) }, changes: { status.changes() },
                calibration: calibration.source, history: feed.historySource)
            source.safeMode = { status.safeMode?.view }
            let board = board
            if systems.contains(where: { $0.kind == .balance }) {
                source.balances = { board.groups.map { BalanceView($0) } }
            }
            if systems.contains(where: { $0.kind != .balance }) {
                source.systems = {
                    board.systems.map { SystemView(name: $0.name, kind: $0.kind, findings: $0.findings, open: $0.open) }
                }
            }
            return source
        }

        /// The meters as the desk for cards knows them.
        var places: [CalibrationDesk.Place] {
            meters.map { meter in
                CalibrationDesk.Place(
                    name: meter.face.card.meter, source: meter.source,
                    shelf: meter.setting.card.map { CardShelf(path: $0) },
                    card: meter.face.card)
            }
                + blanks.map { blank in
                    CalibrationDesk.Place(
                        name: blank.name, source: blank.source, shelf: blank.setting.card.map { CardShelf(path: $0) },
                        card: nil)
                }
        }
    }
#endif
