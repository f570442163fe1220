// What a system found, out of the journal.

import FoundationEssentials
import Journal
import Metering
import Recognition
import Uplink

extension SystemFinding {
    private enum Scalar: Decodable {
        case text(String)
        case number(Double)
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .other
            }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
    }

    /// The finding of an entry; nil if it holds none.
    init?(_ entry: Entry) {
        guard entry.kind == Self.entryKind,
            let payload = try? JSONDecoder().decode([String: Scalar].self, from: Data(entry.json)),
            let kind = payload["kind"]?.text.flatMap(Kind.init),
            let from = payload["from"]?.text.flatMap({ Timestamp($0) }),
            let to = payload["to"]?.text.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(kind, from: from, to: to, unit: payload["unit"]?.text ?? "")
        for key in Self.keys(of: kind) {
            switch payload[key.rawValue] {
            case .number(let number): self[number: key] = number
            case .text(let text) where key == .verdict: self[word: key] = text
            case .text(let text) where key == .countedTo || key == .serviced: self[time: key] = Timestamp(text)
            case .text(let text): self[amount: key] = Index(text)
            case .other, nil: break
            }
        }
    }
}
