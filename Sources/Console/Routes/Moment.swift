// Times as somebody asks for them (RFC 3339), and as they are shown: by the gateway's clock on the wall.

import Metering

/// Instants in questions and on pages.
enum Moment {
    /// The instant that a text names, with whatever offset; nil if it is none. Years that no calendar of ours has are brought to its ends.
    static func parse(_ text: String) -> Timestamp? {
        let text = text.uppercased()
        if text.hasSuffix("Z"), let time = Timestamp(text) { return clamped(time) }
        // An offset that no place has is still one by the letter.
        let offset = Array(text.utf8.suffix(6))
        guard offset.count == 6, [0x2B, 0x2D].contains(offset[0]), offset[3] == UInt8(ascii: ":"),
            let hours = Int64(String(decoding: offset[1...2], as: UTF8.self)), (0..<24).contains(hours),
            let minutes = Int64(String(decoding: offset[4...5], as: UTF8.self)), (0..<60).contains(minutes),
            let local = Timestamp(text.dropLast(6) + "Z")
        else { return nil }
        let east = (hours * 60 + minutes) * 60_000 * (offset[0] == 0x2D ? -1 : 1)
        return clamped(Timestamp(milliseconds: local.milliseconds - east))
    }

    /// An instant as the clock showed it that was `offset` seconds ahead: `2026-11-23 10:05:00`.
    static func local(_ at: Timestamp, offset: Int) -> String {
        let shown = Timestamp(milliseconds: (at.milliseconds + Int64(offset) * 1_000).floorDivided(by: 1_000) * 1_000)
        return String(shown.text.dropLast()).replacing("T", with: " ")
    }

    /// The first and the last instant that are looked at.
    static let ends = Timestamp("0002-01-01T00:00:00Z")!...Timestamp("9998-01-01T00:00:00Z")!

    private static func clamped(_ time: Timestamp) -> Timestamp {
        min(max(time, ends.lowerBound), ends.upperBound)
    }
}
