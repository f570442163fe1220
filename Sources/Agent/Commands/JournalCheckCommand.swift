// `meterclip journal check`: what a journal holds and whether it is whole. Never alters the file.

import Journal
import Metering

/// The check of a journal.
public struct JournalCheckCommand: Sendable {
    /// The journal's file.
    public var path: String
    /// Whether to print one JSON line instead of a table.
    public var json: Bool

    /// A check of a file.
    public init(path: String, json: Bool) {
        self.path = path
        self.json = json
    }

    /// Checks; true if nothing is wrong.
    public func run(write: (String) -> Void) throws(AgentError) -> Bool {
        let report = try AgentError.journal(path) { () throws(JournalError) in try JournalCopy(of: path).check() }
        if json { write(line(report)) } else { for line in table(report) { write(line) } }
        return report.problems.isEmpty
    }

    private func line(_ report: JournalReport) -> String {
        var line = JSONObject()
        line.set("file", path)
        line.set("device", report.identity?.device)
        line.set("journal", report.identity?.journal)
        line.set("schema", Int(report.schema))
        line.set("first_seq", Int(report.first))
        line.set("last_seq", Int(report.last))
        var kinds = JSONObject()
        for (kind, count) in report.kinds { kinds.set(kind, Int(count)) }
        line.set("kinds", kinds)
        line.set(
            "sinks",
            report.sinks.map { sink in
                var item = JSONObject()
                item.set("sink", sink.name)
                item.set("registered", sink.isRegistered)
                item.set("settled", Int(sink.settled))
                item.set("pending", Int(sink.pending))
                item.set("set_aside", Int(sink.setAside))
                return item
            })
        var gaps = JSONObject()
        for (reason, count) in report.gaps { gaps.set(reason.rawValue, Int(count)) }
        line.set("gaps", gaps)
        line.set("damaged_entries", Int(report.damagedEntries))
        line.set("problems", report.problems)
        line.set("ok", report.problems.isEmpty)
        return line.text
    }

    private func table(_ report: JournalReport) -> [String] {
        var lines: [String] = []
        func add(_ name: String, _ text: String) {
            lines += Column.wrapped(words: text, first: Column.left(name, 16), indent: 16)
        }
        add("file", path)
        if let identity = report.identity {
            add("device", identity.device)
            add("journal", "\(identity.journal), schema \(report.schema)")
            let total = report.kinds.reduce(0) { $0 + $1.count } + report.damagedEntries
            add("entries", total == 0 ? "none" : "\(total), numbers \(report.first) to \(report.last)")
        }
        for (kind, count) in report.kinds { add("  \(kind)", "\(count)") }
        for sink in report.sinks {
            let state = sink.isRegistered ? "" : ", not configured any more"
            add(
                "sink \(sink.name)",
                "settled through \(sink.settled), \(sink.pending) pending, \(sink.setAside) set aside\(state)")
        }
        for (reason, count) in report.gaps { add("lost", "\(count) entries (\(reason.rawValue))") }
        for problem in report.problems { add("problem", problem) }
        add("verdict", report.problems.isEmpty ? "whole" : "not whole: the agent mends it when it starts")
        return lines
    }
}
