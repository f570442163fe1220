// One reading as a line for people.

import Metering

/// Readings for people.
enum ReadingLine {
    /// Time, meter, index with unit, confidence and quality, in columns.
    static func text(_ reading: Reading) -> String {
        let index = reading.index.map { "\($0.text) \(reading.unit)" } ?? "withheld"
        let confidence = (Double(reading.confidence) * 1000).rounded(.down) / 10
        var quality = "\(reading.quality.rawValue) \(reading.quality.word)"
        if !reading.reasons.isEmpty {
            quality += " (" + reading.reasons.map(\.rawValue).joined(separator: ", ") + ")"
        }
        return column(seconds(reading.capturedAt), 22) + column(reading.series, 24) + column(index, 18, right: true)
            + column("\(confidence) %", 9, right: true) + "  " + quality
    }

    private static func seconds(_ instant: Timestamp) -> String {
        Timestamp(milliseconds: instant.milliseconds / 1000 * 1000).text
    }

    private static func column(_ text: String, _ width: Int, right: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
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
