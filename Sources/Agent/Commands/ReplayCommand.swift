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
    /// The share of readable frames that must be published.
    public var least: Double

    /// A replay of `folders`.
    public init(folders: [String], junit: String? = nil, json: Bool = false, least: Double = 0.8) {
        self.folders = folders
        self.junit = junit
        self.json = json
        self.least = least
    }

    /// Runs all cases; true when none failed.
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
            suites += report.junit(least: least)
            passed = passed && report.passes(least: least)
        }
        if let junit {
            let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(suites)</testsuites>\n"
            try TextFile.write(text, to: junit)
        }
        return passed
    }

    private func explain(_ outcome: ReplayOutcome) -> String {
        let published = outcome.reading.index?.text ?? "-"
        guard let expected = outcome.expected.index else { return "published \(published), must be withheld" }
        return "published \(published), expected \(expected.text) ± \(outcome.expected.tolerance.text)"
    }
}
