// `meterclip report`: the usage sheet of a register for a period, as a page and as a table. Asks the running agent; where none runs, it
// looks into a copy of the journal.

#if Console
    import Capture
    import Console
    import FoundationEssentials
    import Journal
    import Metering

    /// The report command.
    public struct ReportCommand: Sendable {
        /// The agent's configuration.
        public var configuration: AgentConfiguration
        /// What is asked for.
        public var question: ReportQuestion
        /// The language of the page.
        public var language: Language
        /// Where the page goes; nil: nowhere.
        public var page: String?
        /// Where the table goes; nil: nowhere.
        public var table: String?

        /// A report.
        public init(
            configuration: AgentConfiguration, question: ReportQuestion, language: Language, page: String?,
            table: String?
        ) {
            (self.configuration, self.question, self.language) = (configuration, question, language)
            (self.page, self.table) = (page, table)
        }

        /// What becomes of a report: its page, its table and a line about it.
        private struct Made: Codable {
            var html: String
            var csv: String
            var text: String
        }

        /// Writes the files and says in a line what was used.
        public func run(write: (String) -> Void) async throws(AgentError) {
            let socket = configuration.control ?? ControlClient.usualPath
            let made = ControlClient.isListening(at: socket) ? try asked(at: socket) : try looked()
            if let page { try TextFile.write(made.html, to: page) }
            if let table { try TextFile.write(made.csv, to: table) }
            write(made.text)
            for file in [page, table] { if let file { write(file) } }
        }

        /// A report as the control socket answers with it.
        static func answer(_ report: UsageReport, _ language: Language) -> JSONObject {
            var line = JSONObject()
            line.set("html", report.html(language))
            line.set("csv", report.csv())
            line.set("text", text(report))
            return line
        }

        private func asked(at socket: String) throws(AgentError) -> Made {
            var line = ""
            try ControlClient.ask(question.line(language: language.rawValue), at: socket) { line = $0 }
            if let made = try? JSONDecoder().decode(Made.self, from: Data(line.utf8)) { return made }
            struct Refusal: Decodable {
                var text: String
            }
            let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(line.utf8))
            throw .badData(refusal?.text ?? "the agent at \(socket) does not answer with a usage sheet")
        }

        private func looked() throws(AgentError) -> Made {
            let copy = try AgentError.journal(configuration.journal) { () throws(JournalError) in
                try JournalCopy(of: configuration.journal)
            }
            if let damage = copy.damage {
                throw .badData(
                    "journal \(configuration.journal): damaged: \(damage); the agent mends it when it starts")
            }
            let evidence = configuration.evidenceBytes.map { Evidence(beside: configuration.journal, bytes: $0) }
            var cards: [MeterCard] = []
            for meter in configuration.meters where !meter.isBlank { cards.append(try meter.readCard()) }
            let desk = ReportDesk(
                device: configuration.device, cards: cards, zone: .system, picture: { evidence?.picture(of: $0) })
            let report = try desk.report(question, from: copy, now: AgentClock.system.wall())
            return Made(html: report.html(language), csv: report.csv(), text: Self.text(report))
        }

        private static func text(_ report: UsageReport) -> String {
            let known = report.view.intervals.count { $0.usage.usage != nil }
            let used = report.view.total?.usage.map { "\($0.text) \(report.view.unit)" } ?? "not known"
            let gaps = report.gaps.count
            return "\(report.meter) \(report.register), \(report.period.lowerBound.text) to "
                + "\(report.period.upperBound.text): \(used), \(known) of \(report.view.intervals.count) intervals known"
                + (gaps == 0 ? "" : ", \(gaps) gap\(gaps == 1 ? "" : "s")")
        }
    }
#endif
