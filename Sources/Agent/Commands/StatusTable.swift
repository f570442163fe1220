// An agent's state as a table for people.

import FoundationEssentials

/// Rows about a running agent.
enum StatusTable {
    private struct Status: Decodable {
        struct Meter: Decodable {
            var meter: String
            var schedule: String
            var captured_at: String?
            var index: String?
            var unit: String?
            var quality: Int?
            var reasons: [String]?
        }

        struct Sink: Decodable {
            var sink: String
            var state: String
            var schedule: String
            var waiting: Int?
        }

        struct Warning: Decodable {
            var meter: String
            var severity: String
            var text: String
        }

        struct SafeMode: Decodable {
            var text: String
            var advice: String
        }

        struct Flash: Decodable {
            var written: Int
            var per_reading: Int?
        }

        var device: String
        var version: String
        var time: String
        var clock: String
        var meters: [Meter]
        var sinks: [Sink]
        /// None of an agent of an older version.
        var warnings: [Warning]?
        var line: String?
        var safe_mode: SafeMode?
        var frozen: [String]?
        var flash: Flash?
    }

    /// The one line of what the agent at `socket` has answered.
    static func line(_ line: String, from socket: String) throws(AgentError) -> String {
        guard let status = try? JSONDecoder().decode(Status.self, from: Data(line.utf8)), let line = status.line else {
            throw .unavailable("control socket \(socket): \(line)")
        }
        return line
    }

    /// The rows of what the agent at `socket` has answered.
    static func rows(_ line: String, from socket: String) throws(AgentError) -> [String] {
        guard let status = try? JSONDecoder().decode(Status.self, from: Data(line.utf8)) else {
            throw .unavailable("control socket \(socket): \(line)")
        }
        var rows = ["\(status.device)  meterclip \(status.version)  \(status.time), clock \(status.clock)"]
        if let mode = status.safe_mode {
            rows += Column.wrapped(words: mode.text, first: "  ", indent: 4)
            rows += Column.wrapped(words: mode.advice, first: "    -> ", indent: 7)
        }
        for service in status.frozen ?? [] { rows.append("  frozen: \(service)") }
        for meter in status.meters {
            let reading =
                if let at = meter.captured_at {
                    [
                        "\(meter.index ?? "withheld") \(meter.unit ?? "")", at,
                        (meter.reasons ?? []).joined(separator: ", "),
                    ]
                    .filter { !$0.isEmpty }.joined(separator: "  ")
                } else {
                    "not read yet"
                }
            rows.append("  meter \(Column.left(meter.meter, 24)) \(reading)")
            rows.append("        \(Column.left("", 24)) \(meter.schedule)")
        }
        for sink in status.sinks {
            rows.append("  sink  \(Column.left(sink.sink, 24)) \(sink.waiting ?? 0) waiting  \(sink.state)")
            rows.append("        \(Column.left("", 24)) \(sink.schedule)")
        }
        for warning in status.warnings ?? [] {
            rows.append("  \(Column.left(warning.severity, 7)) \(Column.left(warning.meter, 22)) \(warning.text)")
        }
        if let flash = status.flash {
            let each = flash.per_reading.map { ", \(SizeText.text($0)) for each reading" } ?? ""
            rows.append("  disk  \(SizeText.text(flash.written)) written since the start\(each)")
        }
        return rows
    }
}
