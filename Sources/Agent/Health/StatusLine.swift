// How an agent is, on one line: for `systemctl status` and for a serial console. What somebody has to do something about comes first.

import Metering

/// What the line is made of.
struct StatusLine: Sendable {
    /// Who has to be heard of again.
    var frozen: [PulseBoard.Frozen] = []
    /// Why it does not go by its configuration.
    var safeMode: SafeMode?
    /// Meters that are read; nil while the agent begins.
    var meters: Int?
    /// What is the matter with meters and sinks, by their names.
    var troubles: [(name: String, text: String)] = []
    /// When a reading was safe in the journal last.
    var lastReading: Timestamp?
    /// Entries that wait, for the sink with the most; nil: not known.
    var queue: Int?

    /// The line, by the clock on the wall of `zone`.
    func text(_ zone: LocalTime, now: Timestamp) -> String {
        var parts: [String] = []
        if let first = frozen.first {
            let more = frozen.count > 1 ? " (and \(frozen.count - 1) more)" : ""
            parts.append("frozen: \(first.description)\(more)")
        }
        if let safeMode { parts.append(safeMode.text) }
        if let meters, safeMode.map({ $0.former != nil }) ?? true {
            parts.append("reading \(DoctorFinding.count(meters, "meter"))")
        } else if meters == nil, safeMode == nil {
            parts.append("begins")
        }
        if let trouble = troubles.first {
            let more = troubles.count > 1 ? " (and \(troubles.count - 1) more)" : ""
            parts.append("\(trouble.name): \(Self.cut(trouble.text))\(more)")
        }
        if let lastReading { parts.append("last reading " + Self.local(lastReading, zone, now: now)) }
        if let queue { parts.append("queue \(queue)") }
        return parts.joined(separator: "; ")
    }

    /// A text that leaves room for others.
    private static func cut(_ text: String) -> String {
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        let bare = line.hasSuffix(".") ? String(line.dropLast()) : line
        return bare.count > Limits.statusTrouble ? bare.prefix(Limits.statusTrouble - 1) + "…" : bare
    }

    /// The time of day, with the day before it where that is not today.
    private static func local(_ at: Timestamp, _ zone: LocalTime, now: Timestamp) -> String {
        let text = Timestamp(milliseconds: zone.local(at: at)).text
        let today = Timestamp(milliseconds: zone.local(at: now)).text
        let time = text.dropFirst(11).prefix(8)
        return text.prefix(10) == today.prefix(10) ? String(time) : "\(text.prefix(10)) \(time)"
    }
}
