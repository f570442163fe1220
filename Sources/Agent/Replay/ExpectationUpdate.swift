// The differences between a case's table and what was published just now, and the table with them in it. Comments, order and all
// that does not differ stay as they are. What was withheld is no difference: nothing was published that could be written down, and
// the true index stays known.

import Metering

/// What would change in an `expected.tsv`.
struct ExpectationUpdate {
    /// One frame whose published index is another than the expected one.
    struct Change: Equatable {
        /// The line in the table, from 1.
        var line: Int
        var file: String
        /// nil where the frame must be withheld.
        var expected: String?
        var published: String
        /// The line as it is, and as it would be.
        var before: String
        var after: String
    }

    /// The changes, in the order of the table.
    let changes: [Change]
    /// Frames that were withheld although they have an index, with their reasons.
    let withheld: [(file: String, reasons: String)]
    private let table: String

    /// The differences of `outcomes` to `table`, from which they were judged.
    init(_ outcomes: [ReplayOutcome], in table: String) {
        self.table = table
        let lines = ExpectationUpdate.lines(table)
        changes = outcomes.compactMap { outcome in
            let line = outcome.expected.line
            guard outcome.judgement == .wrong, let published = outcome.reading.index?.text,
                lines.indices.contains(line - 1)
            else { return nil }
            var fields = lines[line - 1].split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 4 else { return nil }
            fields[1] = published
            return Change(
                line: line, file: outcome.expected.file, expected: outcome.expected.index?.text, published: published,
                before: String(lines[line - 1]), after: fields.joined(separator: "\t"))
        }
        withheld = outcomes.filter { $0.judgement == .withheld }.map {
            ($0.expected.file, $0.reading.reasons.map(\.rawValue).joined(separator: ", "))
        }
    }

    /// The table with the changes in it.
    var text: String {
        var text = table
        let lines = ExpectationUpdate.lines(table)
        // From the end, so that what comes before stays where it is.
        for change in changes.sorted(by: { $0.line > $1.line }) {
            let line = lines[change.line - 1]
            text.replaceSubrange(line.startIndex..<line.endIndex, with: change.after)
        }
        return text
    }

    /// The differences for people, in the form of a unified diff; nothing where there are none.
    func rows(path: String) -> [String] {
        guard !changes.isEmpty || !withheld.isEmpty else { return [] }
        var rows = ["--- \(path)", "+++ \(path), as published now"]
        for change in changes {
            let expected = change.expected ?? "that nothing is"
            rows.append("@@ line \(change.line) @@")
            rows.append("-\(change.before)")
            rows.append("+\(change.after)")
            rows.append("!! WRONG: \(change.file) publishes \(change.published), and the table expects \(expected)")
        }
        if !changes.isEmpty {
            rows.append("!! Look at these pictures: the table may only change where it was mistaken itself.")
        }
        for frame in withheld { rows.append("   \(frame.file): withheld (\(frame.reasons)); its index stays") }
        return rows
    }

    /// The differences as JSON lines.
    func lines(of name: String) -> [String] {
        changes.map { change in
            var object = JSONObject()
            object.set("case", name)
            object.set("diff", change.file)
            object.set("line", change.line)
            object.set("expected", change.expected)
            object.set("published", change.published)
            return object.text
        }
    }

    private static func lines(_ table: String) -> [Substring] {
        table.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }
}
