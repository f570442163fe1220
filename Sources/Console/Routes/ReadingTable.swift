// The readings as comma-separated values (RFC 4180), part by part, so that years of them take no more memory than one part. No field can be
// taken for a formula by the program that opens it.

import Metering

/// A table that is being written.
actor ReadingTable {
    private let part: HistorySource.Part
    private let history: HistorySource
    private var after: Int64 = 0
    private var isBegun = false
    private var isDone = false

    /// The table of a part of the history.
    init(_ part: HistorySource.Part, _ history: HistorySource) { (self.part, self.history) = (part, history) }

    /// The next lines; nil at the end.
    func next() async throws -> String? {
        guard isBegun else {
            isBegun = true
            return "time,index,unit,quality,reasons,seq,state\r\n"
        }
        guard !isDone else { return nil }
        let readings = try await history.readings(part, after, Limits.tableReadings)
        isDone = readings.count < Limits.tableReadings
        after = readings.last?.seq ?? after
        return readings.isEmpty ? nil : readings.map(Self.line).joined()
    }

    static func line(_ reading: ReadingView) -> String {
        let fields = [
            reading.at.text, reading.index?.text ?? "", reading.unit, String(reading.quality.rawValue),
            reading.reasons.map(\.rawValue).joined(separator: " "), String(reading.seq), reading.state.rawValue,
        ]
        return fields.map(field).joined(separator: ",") + "\r\n"
    }

    /// A field, in quotes where it needs them.
    static func field(_ text: String) -> String {
        var text = text
        if let first = text.utf8.first, Array("=+-@\t\r".utf8).contains(first) { text = "'" + text }
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
