// `meterclip journal export`: the entries as JSON lines or comma-separated values. Never alters the file.

import Journal
import Metering
import Uplink

/// The export of a journal.
public struct JournalExportCommand: Sendable {
    /// How entries are written.
    public enum Format: String, Sendable, CaseIterable {
        /// One JSON object per line.
        case jsonl
        /// Comma-separated values with a head line (RFC 4180).
        case csv
    }

    /// The journal's file.
    public var path: String
    /// How entries are written.
    public var format: Format
    /// Only entries of this kind.
    public var kind: String?
    /// Only entries of this meter.
    public var meter: String?
    /// Only entries behind this number.
    public var after: Int64

    /// An export of a file.
    public init(path: String, format: Format, kind: String?, meter: String?, after: Int64) {
        self.path = path
        self.format = format
        self.kind = kind
        self.meter = meter
        self.after = after
    }

    /// Writes every entry asked for, oldest first.
    public func run(write: (String) -> Void) throws(AgentError) {
        let copy = try AgentError.journal(path) { () throws(JournalError) in try JournalCopy(of: path) }
        if let damage = copy.damage {
            throw .badData(
                "journal \(path): damaged: \(damage); use meterclip journal salvage first, and export what it saved")
        }
        if format == .csv { write("seq,kind,meter,wall_ms,clock,boot_id,monotonic_ms,intact,payload") }
        var last = after
        while true {
            let rows = try AgentError.journal(path) { () throws(JournalError) in
                try copy.entries(after: last, kind: kind, meter: meter)
            }
            guard let newest = rows.last?.entry.seq else { return }
            for row in rows { write(format == .csv ? csv(row.entry, row.isIntact) : json(row.entry, row.isIntact)) }
            last = newest
        }
    }

    private func json(_ entry: Entry, _ isIntact: Bool) -> String {
        var line = JSONObject()
        line.set("seq", Int(entry.seq))
        line.set("kind", entry.kind)
        line.set("meter", entry.meter)
        line.set("wall_ms", Int(entry.time.wallMilliseconds))
        line.set("clock", entry.time.clock.rawValue)
        line.set("boot_id", entry.time.bootID)
        line.set("monotonic_ms", Int(entry.time.monotonicMilliseconds))
        line.set("intact", isIntact)
        let json = entry.json
        guard isIntact, json.first == UInt8(ascii: "{"), json.last == UInt8(ascii: "}") else {
            line.set("payload_hex", Self.hexadecimal(entry.payload))
            return line.text
        }
        // It was made by the agent as a JSON object, and is what was written; raw line ends stand only between tokens.
        let payload = json.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        return line.text.dropLast() + ",\"payload\":" + String(decoding: payload, as: UTF8.self) + "}"
    }

    private func csv(_ entry: Entry, _ isIntact: Bool) -> String {
        let payload = isIntact ? String(decoding: entry.json, as: UTF8.self) : Self.hexadecimal(entry.payload)
        let fields = [
            String(entry.seq), entry.kind, entry.meter, String(entry.time.wallMilliseconds),
            entry.time.clock.rawValue, entry.time.bootID, String(entry.time.monotonicMilliseconds),
            isIntact ? "true" : "false", payload,
        ]
        return fields.map(Self.quoted).joined(separator: ",")
    }

    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return field }
        return "\"" + field.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
