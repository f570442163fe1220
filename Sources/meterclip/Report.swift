// meterclip report: what its options are called and mean.

#if Console
    import Agent
    import ArgumentParser
    import Capture
    import Console
    import Metering

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a usage sheet: what was used in a period, interval by interval.",
            discussion: """
                The page has a chart, every interval in figures, the gaps in which nothing was read, and the pictures of the first \
                and the last reading. It needs nothing else, so that it can be sent or printed. Without --out and --csv only the \
                sum is printed.
                """)

        @Option(help: "The configuration.")
        var config: String = "/etc/meterclip/meterclip.toml"

        @Option(help: "The meter's name; may be left out where there is but one.")
        var meter: String?

        @Option(help: "The register; the meter's first if it is left out.")
        var register: String?

        @Option(
            name: .customLong("for"),
            help: ArgumentHelp("A year, month or day: 2026, 2026-10, 2026-10-31.", valueName: "period"))
        var period: String?

        @Option(help: "The first day, or an instant, instead of --for.")
        var from: String?

        @Option(help: "The day or instant at which it ends, which is not in it any more.")
        var to: String?

        @Option(help: "minute, quarter, hour, part, day, month or year; what suits the period if it is left out.")
        var by: String?

        @Option(help: "en or zh-CN.")
        var language: String = "en"

        @Option(help: ArgumentHelp("Write the page here.", valueName: "file.html"))
        var out: String?

        @Option(help: ArgumentHelp("Write the intervals here.", valueName: "file.csv"))
        var csv: String?

        func validate() throws {
            guard (period == nil) != (from == nil && to == nil), (from == nil) == (to == nil) else {
                throw ValidationError("name the period with --for, or with --from and --to")
            }
            guard by == nil || by.flatMap({ UsageStep(rawValue: $0) }) != nil else {
                let steps = UsageStep.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("--by \(by ?? ""): use one of \(steps)")
            }
            guard Language(rawValue: language) != nil else {
                throw ValidationError("--language \(language): use en or zh-CN")
            }
        }

        func run() async throws {
            let report = self
            try await reporting { () throws(AgentError) in
                let zone = LocalTime.system
                let span =
                    if let period = report.period {
                        try ReportPeriod.named(period, zone)
                    } else {
                        try ReportPeriod.between(report.from ?? "", report.to ?? "", zone)
                    }
                let step = report.by.flatMap { UsageStep(rawValue: $0) } ?? ReportQuestion.step(for: span)
                try await ReportCommand(
                    configuration: try AgentConfiguration.read(report.config),
                    question: ReportQuestion(
                        meter: report.meter, register: report.register, period: span, step: step),
                    language: Language(rawValue: report.language) ?? .english, page: report.out, table: report.csv
                ).run(write: printLine)
            }
        }
    }
#endif
