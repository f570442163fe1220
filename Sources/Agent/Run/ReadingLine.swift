// One reading as a line for people: it fits 100 columns with a name of up to 21 characters, a single reason, one sink and the
// first hundred thousand readings.

import Metering

/// Readings for people.
enum ReadingLine {
    /// Time, meter, index with unit, confidence, quality, and where it went, in columns. Reasons stand in place of the quality's
    /// word; a withheld reading has no index to be confident about.
    static func text(_ reading: Reading, seq: Int64, sinks: [String]) -> String {
        var line = column(seconds(reading.capturedAt), 21) + column(reading.series, 22)
        if let index = reading.index {
            line += column("\(index.text) \(reading.unit)", 15, right: true) + column(percent(reading), 7, right: true)
        } else {
            line += column("withheld", 15, right: true)
        }
        return line + " " + quality(reading) + "  #\(seq) → " + sinks.joined(separator: "+")
    }

    /// The rest of many reasons is in the journal.
    private static func quality(_ reading: Reading) -> String {
        let word = reading.reasons.first?.rawValue ?? reading.quality.word
        let more = reading.reasons.count > 1 ? " +\(reading.reasons.count - 1)" : ""
        return "\(reading.quality.rawValue) \(word)\(more)"
    }

    /// Rounded down: only certainty is 100 %.
    private static func percent(_ reading: Reading) -> String {
        "\((Double(reading.confidence) * 1000).rounded(.down) / 10)%"
    }

    private static func seconds(_ instant: Timestamp) -> String {
        Timestamp(milliseconds: instant.milliseconds / 1000 * 1000).text
    }

    private static func column(_ text: String, _ width: Int, right: Bool = false) -> String {
        // A long text still keeps a space from its neighbour.
        let space = String(repeating: " ", count: max(1, width - text.count))
        return right ? space + text : text + space
    }
}

extension Quality {
    /// The quality in a word.
    var word: String {
        switch self {
        case .unchecked: return "unchecked"
        case .rejectedWithCertainty: return "rejected"
        case .rejectedWithProbability: return "withheld"
        case .suspicious: return "suspicious"
        case .accepted: return "accepted"
        }
    }
}
