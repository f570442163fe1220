// `meterclip replay`: recorded cases through the whole pipeline, with an exit code for CI.

import Metering

/// The replay command.
public struct ReplayCommand: Sendable {
    /// Folders: cases, or folders of cases.
    public var folders: [String]
    /// Where to write a JUnit report.
    public var junit: String?
    /// JSON lines instead of a table.
    public var json: Bool
    /// Whether to show how the tables differ from what is published.
    public var diff: Bool
    /// Whether to write the differences into the tables, after showing them.
    public var update: Bool
    /// The share of readable frames that must be published.
    public var least: Double

    /// A replay of `folders`.
    public init(
        folders: [String], junit: String? = nil, json: Bool = false, diff: Bool = false, update: Bool = false,
        least: Double = 0.8
    ) {
        self.folders = folders
        self.junit = junit
        self.json = json
        self.diff = diff
        self.update = update
        self.least = least
    }

    /// Runs all cases; true when none failed by the tables as they were.
    public func run(write: (String) -> Void) throws(AgentError) -> Bool {
        var paths: [String] = []
        for folder in folders { paths += try ReplayCase.find(folder) }
        var cases: [ReplayCase] = []
        for path in paths { cases.append(try ReplayCase(path: path)) }
        if !json { write(ReplayReport.heading) }
        var suites = ""
        var passed = true
        for replay in cases {
            let report = try replay.run { outcome in
                if json {
                    write(outcome.line)
                } else if outcome.judgement == .wrong {
                    write("  \(outcome.expected.file): \(explain(outcome))")
                }
            }
            for line in json ? [report.line] : report.rows { write(line) }
            if diff || update { try tell(ExpectationUpdate(report.outcomes, in: replay.table), of: replay, write) }
            suites += report.junit(least: least)
            passed = passed && report.passes(least: least)
        }
        if let junit {
            let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(suites)</testsuites>\n"
            try TextFile.write(text, to: junit)
        }
        return passed
    }

    /// Shows the differences, and only then writes them if that is wanted.
    private func tell(
        _ changes: ExpectationUpdate, of replay: ReplayCase, _ write: (String) -> Void
    ) throws(AgentError) {
        for line in json ? changes.lines(of: replay.name) : changes.rows(path: replay.tablePath) { write(line) }
        guard update, !changes.changes.isEmpty else { return }
        try replay.replaceTable(with: changes.text)
        if !json { write("\(replay.tablePath): \(DoctorFinding.count(changes.changes.count, "line")) changed") }
    }

    private func explain(_ outcome: ReplayOutcome) -> String {
        let published = outcome.reading.index?.text ?? "-"
        guard let expected = outcome.expected.index else { return "published \(published), must be withheld" }
        return "published \(published), expected \(expected.text) ± \(outcome.expected.tolerance.text)"
    }
}
