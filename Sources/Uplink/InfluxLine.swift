// What an entry becomes in an InfluxDB: one point in line protocol.
// Where a point of the same measurement, tags and time is written twice, the second replaces the first. So the time is what tells
// entries apart: the entry's own milliseconds, and behind them, where no clock of a gateway measures, its number in the journal.

import FoundationEssentials
import Journal
import Metering

/// Points of entries.
///
///     reading,device=…,meter=…,register=…,unit=… index=662.9,index_text="00662.90",confidence=0.9998,quality=4i,…
///     reading_withheld,device=…,meter=…,register=…,unit=… confidence=0.4,quality=2i,reasons="ambiguous",…
///     reading_event,device=…,meter=…,kind=… payload="{…}",…
///
/// `index` is for calculating, `index_text` is exact. Each point also holds `journal`, `seq` and `time_quality`.
public enum InfluxLine {
    /// What is taken of a reading's payload.
    private struct Payload: Decodable {
        var meter: String?
        var register: String?
        var unit: String?
        var index: String?
        var confidence: Double?
        var quality: Int?
        var reasons: [String]?
        var time_quality: String?
    }

    /// The point of an entry, without a line end.
    ///
    /// - Throws: `UplinkError.badPayload` if the payload is not a JSON object.
    public static func text(
        for entry: Entry, identity: JournalIdentity, measurement: String
    ) throws(UplinkError) -> String {
        guard let payload = try? JSONDecoder().decode(Payload.self, from: Data(entry.json)) else {
            throw .badPayload(seq: entry.seq)
        }
        var point = Point(measurement: measurement)
        point.tag("device", identity.device)
        point.tag("meter", payload.meter ?? entry.meter)
        let index = entry.kind == "reading" ? payload.index.flatMap(number) : nil
        if index != nil || entry.kind == "withheld" {
            if index == nil { point.measurement += "_withheld" }
            point.tag("register", payload.register ?? "")
            point.tag("unit", payload.unit ?? "")
            point.field("index", index)
            if index != nil { point.field("index_text", text: payload.index) }
            point.field("confidence", payload.confidence.flatMap { $0.isFinite ? "\($0)" : nil })
            point.field("quality", payload.quality.map { "\($0)i" })
            if let reasons = payload.reasons, !reasons.isEmpty {
                point.field("reasons", text: reasons.joined(separator: ","))
            }
        } else {
            point.measurement += "_event"
            point.tag("kind", entry.kind)
            point.field("payload", text: String(decoding: entry.json, as: UTF8.self))
        }
        point.field(
            "time_quality", text: entry.restamped == nil ? payload.time_quality : TimeQuality.restamped.rawValue)
        point.field("journal", text: identity.journal)
        point.field("seq", "\(entry.seq)i")
        return point.text + " \(time(of: entry))"
    }

    /// Nanoseconds since 1970.
    private static func time(of entry: Entry) -> Int64 {
        // As far as nanoseconds reach: from 1678 to 2262.
        let milliseconds = min(max(entry.wallMilliseconds, -9_000_000_000_000), 9_000_000_000_000)
        return milliseconds * 1_000_000 + entry.seq % 1_000_000
    }

    /// An index as a number: digits, at most one point, no needless zeros in front; nil for anything else.
    private static func number(_ index: String) -> String? {
        let digits = index.drop { $0 == "-" }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isDecimal = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard (1...2).contains(parts.count), index.count - digits.count <= 1, isDecimal else { return nil }
        let whole = parts[0].drop { $0 == "0" }
        return index.prefix(index.count - digits.count) + (whole.isEmpty ? "0" : whole)
            + (parts.count == 2 ? "." + parts[1] : "")
    }
}

/// A point being written, by the rules of line protocol.
private struct Point {
    var measurement: String
    private var tags = ""
    private var fields: [String] = []

    init(measurement: String) {
        self.measurement = measurement
    }

    var text: String { Point.escaped(measurement, ", ") + tags + " " + fields.joined(separator: ",") }

    /// A tag; an empty one cannot be written, and is left out.
    mutating func tag(_ key: String, _ value: String) {
        guard !value.isEmpty else { return }
        tags += ",\(key)=\(Point.escaped(value, ", ="))"
    }

    /// A field with a number, if there is one.
    mutating func field(_ key: String, _ number: String?) {
        if let number { fields.append("\(key)=\(number)") }
    }

    /// A field with a text, if there is one.
    mutating func field(_ key: String, text: String?) {
        guard let text else { return }
        var quoted = ""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            // A line end would be kept, but not by all that lies between.
            quoted.unicodeScalars.append(scalar == "\n" || scalar == "\r" ? " " : scalar)
        }
        fields.append("\(key)=\"\(quoted)\"")
    }

    private static func escaped(_ text: String, _ special: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if special.unicodeScalars.contains(scalar) { result += "\\" }
            // There is no way to write these.
            let isControl = scalar.value < 0x20 || scalar.value == 0x7F
            result.unicodeScalars.append(isControl ? "_" : scalar)
        }
        // A backslash at the end would take the meaning of what follows. No name has a slash.
        let kept = result.unicodeScalars.reversed().drop { $0 == "\\" }.count
        let lost = result.unicodeScalars.count - kept
        return String(result.unicodeScalars.prefix(kept)) + String(repeating: "/", count: lost)
    }
}
