// What a register's readings mean, as the broker was told it: the warnings that are open, and what its use costs.

import FoundationEssentials
import Journal
import Metering

/// The meaning of one register's readings.
struct SeriesMeaning: Codable, Sendable, Equatable {
    /// What use costs.
    struct Cost: Codable, Sendable, Equatable {
        var currency: String
        var so_far: String
        var expected: String
        var balance: String?
        var days_left: Int?
    }

    /// The warnings that are open: what each says, by its kind.
    private(set) var warnings: [String: String] = [:]
    /// What its use costs; nil where nobody has said.
    private(set) var cost: Cost?

    private struct Event: Decodable {
        var event: String
        var register: String?
        var kind: String?
        var state: String?
        var text: String?
    }

    /// Takes note of an entry; whether it changed anything.
    mutating func note(_ entry: Entry) -> Bool {
        let before = self
        if entry.kind == Self.costKind {
            cost = (try? JSONDecoder().decode(Cost.self, from: Data(entry.json))) ?? cost
        } else if let event = Self.warning(entry), let kind = event.kind {
            warnings[kind] = event.state == "over" ? nil : event.text ?? kind
        }
        return self != before
    }

    /// The series that an entry tells the meaning of; nil where it tells of something else.
    static func series(of entry: Entry) -> String? {
        if entry.kind == costKind { return entry.meter }
        guard let event = warning(entry) else { return nil }
        let register = event.register ?? "main"
        return register == "main" ? entry.meter : entry.meter + "." + register
    }

    private static func warning(_ entry: Entry) -> Event? {
        guard entry.kind == "event", let event = try? JSONDecoder().decode(Event.self, from: Data(entry.json)),
            event.event == WarningEvent.name
        else { return nil }
        return event
    }

    private static let costKind = "cost"
}
