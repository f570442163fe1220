// One line of a replay case's `expected.tsv`: file, index, tolerance, captured_at, separated by tabs.

import Metering
import Recognition

/// What a recorded frame must be read as.
struct ExpectedReading: Sendable, Equatable {
    /// The frame's file name in `frames/`.
    var file: String
    /// The true index; nil when the frame must be withheld.
    var index: Index?
    /// How far a published index may be off.
    var tolerance: Index
    /// When the frame was taken.
    var capturedAt: Timestamp
    /// Its line in the table, from 1; 0 where it stands in none.
    var line = 0

    /// True when publishing `published` is right.
    func accepts(_ published: Index) -> Bool {
        guard let index else { return false }
        let places = max(index.decimals, published.decimals, tolerance.decimals)
        return abs(index.scaled(to: places) - published.scaled(to: places)) <= tolerance.scaled(to: places)
    }

    /// Reads a whole table; lines starting with `#` and a heading line `file …` are skipped.
    static func table(_ text: String, path: String) throws(AgentError) -> [ExpectedReading] {
        var rows: [ExpectedReading] = []
        var mistakes: [AgentError.PlacedMistake] = []
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("file\t") { continue }
            let mistake: CardMistake
            switch row(line, after: rows.last) {
            case .success(var row):
                row.line = number + 1
                rows.append(row)
                continue
            case .failure(let error): mistake = error.mistake
            }
            mistakes.append(AgentError.PlacedMistake(line: number + 1, mistake: mistake))
        }
        if rows.isEmpty, mistakes.isEmpty { throw .badData("\(path): the table is empty") }
        guard mistakes.isEmpty else { throw .mistakes(path: path, mistakes) }
        return rows
    }

    private struct RowError: Error {
        var mistake: CardMistake
    }

    private static func row(_ line: Substring, after last: ExpectedReading?) -> Result<ExpectedReading, RowError> {
        func bad(_ problem: String, _ advice: String) -> Result<ExpectedReading, RowError> {
            .failure(RowError(mistake: CardMistake("", problem, advice)))
        }
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 4 else {
            return bad("\(fields.count) columns", "write file, index, tolerance and captured_at, separated by tabs")
        }
        let index = fields[1] == "-" ? nil : Index(fields[1])
        if fields[1] != "-", index == nil {
            return bad("\"\(fields[1])\" is not an index", "write a decimal, or - if the frame must be withheld")
        }
        guard let tolerance = Index(fields[2] == "-" || fields[2].isEmpty ? "0" : fields[2]) else {
            return bad("\"\(fields[2])\" is not a tolerance", "write a decimal such as 0.0005")
        }
        guard let at = Timestamp(fields[3]) else {
            return bad("\"\(fields[3])\" is not a time", "write it like 2026-08-14T02:13:57Z")
        }
        if let last, at < last.capturedAt {
            return bad("the frame is older than the one before it", "sort the lines by time")
        }
        return .success(
            ExpectedReading(file: String(fields[0]), index: index, tolerance: tolerance, capturedAt: at))
    }
}
