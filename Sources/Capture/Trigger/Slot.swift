// One appointed reading of a meter. Its identity is the appointed time, without the device's spread and whenever it is done.

import Metering

/// An appointed time of a schedule.
public enum Slot: Sendable, Hashable {
    /// At this wall time.
    case wall(Timestamp)
    /// So many milliseconds after the board's start, because nobody had set the wall clock.
    case uptime(Int64)

    /// For example `2026-11-21T07:30:00Z` or `uptime 900000 ms`.
    public var text: String {
        switch self {
        case .wall(let instant): instant.text
        case .uptime(let milliseconds): "uptime \(milliseconds) ms"
        }
    }

    /// The slot that `text` was made of.
    public init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ")
        if words.count == 3, words[0] == "uptime", words[2] == "ms", let milliseconds = Int64(words[1]),
            milliseconds >= 0
        {
            self = .uptime(milliseconds)
        } else if words.count == 1, text.utf8.contains(UInt8(ascii: "T")), let instant = Timestamp(text) {
            self = .wall(instant)
        } else {
            return nil
        }
    }
}
