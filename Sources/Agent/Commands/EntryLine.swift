// An entry of a journal as a line, for those who look into it.

import Journal
import Metering
import Uplink

/// Lines about entries.
enum EntryLine {
    /// The head of the lines that `csv` makes.
    static let csvHead = "seq,kind,meter,wall_ms,clock,boot_id,monotonic_ms,intact,payload"

    /// A JSON object with the entry's payload in it.
    static func json(_ entry: Entry, isIntact: Bool) -> String {
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
            line.set("payload_hex", hexadecimal(entry.payload))
            return line.text
        }
        // It was made by the agent as a JSON object, and is what was written; raw line ends stand only between tokens.
        let payload = json.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        return line.text.dropLast() + ",\"payload\":" + String(decoding: payload, as: UTF8.self) + "}"
    }

    /// Comma-separated values (RFC 4180).
    static func csv(_ entry: Entry, isIntact: Bool) -> String {
        let payload = isIntact ? String(decoding: entry.json, as: UTF8.self) : hexadecimal(entry.payload)
        let fields = [
            String(entry.seq), entry.kind, entry.meter, String(entry.time.wallMilliseconds),
            entry.time.clock.rawValue, entry.time.bootID, String(entry.time.monotonicMilliseconds),
            isIntact ? "true" : "false", payload,
        ]
        return fields.map(quoted).joined(separator: ",")
    }

    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return field }
        return "\"" + field.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
