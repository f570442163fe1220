// The desk for usage sheets of a running agent, and its answer to those who ask at the control socket.

import Metering

#if Console
    import Capture
    import Console
    import Journal
#endif

extension Composition {
    #if Console
        /// Where usage sheets are made.
        var reports: ReportDesk {
            let evidence = evidence
            return ReportDesk(
                device: journal.identity.device, cards: meters.map(\.face.card), zone: .system,
                picture: { evidence?.picture(of: $0) })
        }

        /// Answers with a usage sheet.
        var reporter: (@Sendable (ReportQuestion, String) async throws(AgentError) -> JSONObject)? {
            let (reports, journal, clock) = (reports, journal, clock)
            return { question, language throws(AgentError) in
                let report = try await reports.report(question, from: journal, now: clock.now().wall)
                return ReportCommand.answer(report, Language(rawValue: language) ?? .english)
            }
        }
    #else
        var reporter: (@Sendable (ReportQuestion, String) async throws(AgentError) -> JSONObject)? { nil }
    #endif
}
