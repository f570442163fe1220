// One line of JSON for one entry, the same for every sink: the payload's own keys, preceded by the three that name the entry
// for ever. A receiver drops duplicates by (device, journal, seq).

import FoundationEssentials
import Journal
import Metering

/// Puts an entry's name in front of its payload.
public enum Envelope {
    /// The entry as a JSON object on a single line, without a newline at its end.
    ///
    /// The payload must be a JSON object; only its outermost braces are looked at, for it was made by this agent.
    ///
    /// - Parameter picture: what the reading was read from; it comes last, as `picture` in base 64.
    public static func line(
        for entry: Entry, identity: JournalIdentity, picture: [UInt8]? = nil
    ) throws(UplinkError) -> [UInt8] {
        let payload = entry.json
        guard let first = payload.firstIndex(where: { !isSpace($0) }), payload[first] == UInt8(ascii: "{"),
            let last = payload.lastIndex(where: { !isSpace($0) }), payload[last] == UInt8(ascii: "}"), first < last
        else { throw .badPayload(seq: entry.seq) }
        var line = opening(for: identity)
        line += ",\"seq\":\(entry.seq)".utf8
        line += boot(of: entry)
        let members = payload[(first + 1)..<last]
        if members.contains(where: { !isSpace($0) }) {
            line.append(UInt8(ascii: ","))
            // JSON has raw line ends only between tokens, where a space is as good.
            line += restamped(members, of: entry).map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
        }
        if let picture { line += ",\"picture\":\"\(Data(picture).base64EncodedString())\"".utf8 }
        line.append(UInt8(ascii: "}"))
        return line
    }

    /// What every line of this journal begins with.
    static func opening(for identity: JournalIdentity) -> [UInt8] {
        Array(
            "{\"device\":\(JSONObject.quoted(identity.device)),\"journal\":\(JSONObject.quoted(identity.journal))".utf8)
    }

    /// What a head-end needs to put the time right by itself: the boot and the time since it, where the clock was not set.
    private static func boot(of entry: Entry) -> [UInt8] {
        switch entry.time.clock {
        case .synchronised, .given: []
        case .floor, .unsynchronised:
            Array(
                ",\"boot\":\(JSONObject.quoted(entry.time.bootID)),\"uptime_ms\":\(entry.time.monotonicMilliseconds)"
                    .utf8)
        }
    }

    /// The members with the time that was put right, followed by the one that was noted. The payload has the noted time in the very
    /// words in which this agent writes times; where it has not, it says nothing of its own time.
    private static func restamped(_ members: ArraySlice<UInt8>, of entry: Entry) -> [UInt8] {
        guard let restamped = entry.restamped else { return Array(members) }
        let noted = Timestamp(milliseconds: entry.time.wallMilliseconds).text
        let right = Timestamp(milliseconds: restamped).text
        var members = Array(members)
        replace(
            "\"captured_at\":\"\(noted)\"", in: &members,
            by: "\"captured_at\":\"\(right)\",\"captured_at_noted\":\"\(noted)\"")
        for quality in [TimeQuality.unsynchronised, .floor] {
            replace(
                "\"time_quality\":\"\(quality.rawValue)\"", in: &members,
                by: "\"time_quality\":\"\(TimeQuality.restamped.rawValue)\"")
        }
        return members
    }

    /// Replaces the first occurrence.
    private static func replace(_ text: String, in bytes: inout [UInt8], by other: String) {
        guard let range = bytes.firstRange(of: Array(text.utf8)) else { return }
        bytes.replaceSubrange(range, with: Array(other.utf8))
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
