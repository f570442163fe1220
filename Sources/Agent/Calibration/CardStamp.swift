// The first line of a card that was made by the running agent: which one it is, who made it, when, and instead of what. It stands in the
// card itself, so that whatever a power cut leaves, card and origin belong together; what the journal has not told yet is told from it.

import FoundationEssentials
import Journal
import Metering
import Recognition
import Uplink

/// Where a card comes from.
struct CardStamp: Sendable, Equatable, Codable {
    /// How it came about.
    enum Change: String, Sendable, Codable, CaseIterable {
        /// From a picture and the reading that was typed.
        case calibrated
        /// An earlier one was taken again.
        case restored
        /// It was there before the agent made any.
        case found
    }

    /// Its number among the cards of the meter, from 1.
    var card: Int
    var change: Change
    /// Who made it.
    var by: String
    /// When, as RFC 3339.
    var at: String
    /// The number of the card before it; nil where there was none.
    var former: Int?
    /// The number of the card that was taken again.
    var restored: Int?
    /// The dials that were moved by hand, from 1.
    var moved: [Int] = []
    /// What was before, in words; nil where there was no card.
    var old: String?
    /// What is now, in words.
    var new: String

    private static let mark = "#: "

    /// The line, with its end.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and numbers alone can always be written.
        let json = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return Self.mark + json + "\n"
    }

    /// The stamp of a card's text; nil where it has none.
    static func of(_ text: String) -> CardStamp? {
        guard text.hasPrefix(mark) else { return nil }
        let line = text.dropFirst(mark.count).prefix { $0 != "\n" }
        return try? JSONDecoder().decode(CardStamp.self, from: Data(line.utf8))
    }

    /// The text of a card without its stamp.
    static func removed(from text: String) -> String {
        guard of(text) != nil else { return text }
        return String(text.drop { $0 != "\n" }.dropFirst())
    }
}

extension CardStamp {
    /// What commands are called that change a card, in the entries about them.
    static let command = "set-card"

    /// The entry of the journal that tells of the change, of the same kind as those about commands; `failure` says why it did not come
    /// into force after all.
    func entry(of meter: String, at time: EntryTime, failure: String? = nil) -> NewEntry {
        var object = JSONObject()
        object.set("event", RemoteRecord.kind)
        object.set("state", failure == nil ? "done" : "refused")
        object.set("command", Self.command)
        object.set("by", by)
        object.set("captured_at", time.wall.text)
        object.set("text", failure ?? text(of: meter))
        object.set("old", old)
        object.set("new", new)
        object.set("change", change.rawValue)
        object.set("card", card)
        if let former { object.set("former", former) }
        if let restored { object.set("restored", restored) }
        if !moved.isEmpty { object.set("moved", moved.map(String.init)) }
        object.set("made_at", at)
        return NewEntry(kind: RemoteRecord.kind, meter: meter, time: time, json: object.text)
    }

    /// What happened, in a sentence.
    func text(of meter: String) -> String {
        let by = moved.isEmpty ? "" : ", \(moved.count == 1 ? "dial" : "dials") \(Self.list(moved)) moved by hand"
        switch change {
        case .calibrated: return "\(meter) was calibrated: card \(card)" + by
        case .restored: return "\(meter) has card \(restored ?? 0) again, as card \(card)"
        case .found: return "\(meter) has card \(card)"
        }
    }

    private static func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }
}

extension MeterCard {
    /// The card in few words: what counts, how it is shown, what it began with.
    var summary: String {
        registers.map { register in
            var counts: [(word: String, count: Int)] = []
            for dial in register.dials {
                let word =
                    switch dial.mechanism.kind {
                    case .wheel: "wheels"
                    case .needle: "needles"
                    case .segment: "digits"
                    }
                if counts.last?.word == word {
                    counts[counts.count - 1].count += 1
                } else {
                    counts.append((word, 1))
                }
            }
            let dials = counts.map { "\($0.count) \($0.count == 1 ? String($0.word.dropLast()) : $0.word)" }
            let start = register.start.map { ", began with \($0.index.text) \(unit)" } ?? ""
            let name = register.name == "main" ? "" : register.name + ": "
            return name + dials.joined(separator: " and ") + ", \(medium.rawValue)" + start
        }.joined(separator: "; ")
    }
}
