// Finds the accepted readings of a register in the journal, so that history survives a restart.

import Capture
import FoundationEssentials
import Journal
import Metering
import Recognition
import Uplink

extension Reading {
    /// What its journal entry is called: published and withheld readings apart, so that the last published one is found
    /// without reading the others.
    var kind: String { index == nil ? Reading.withheldKind : Reading.publishedKind }

    static let publishedKind = "reading"
    static let withheldKind = "withheld"

    /// What its journal entry is filed under.
    var series: String { Reading.series(meter: meter, register: register) }

    static func series(meter: String, register: String) -> String {
        register == "main" ? meter : meter + "." + register
    }
}

/// The accepted readings of a register in a journal.
enum AcceptedReadings {
    private struct Payload: Decodable {
        struct Withdrawn: Decodable {
            var captured_at: String
        }

        var index: String
        var reasons: [String]
        var exchanges: Int?
        var withdraws: [Withdrawn]?
    }

    /// The newest of them, oldest first. Withdrawn ones, those that nothing confirmed, and those of a meter that has been
    /// exchanged since are none. A damaged entry is no history either.
    static func load(
        meter: String, register: RegisterCard, from journal: Journal
    ) async throws(JournalError) -> [RegisterHistory.Known] {
        let series = Reading.series(meter: meter, register: register.name)
        let entries = try await journal.lastEntries(
            kind: Reading.publishedKind, meter: series, limit: Limits.readingsResumed)
        let decoder = JSONDecoder()
        var found: [(known: RegisterHistory.Known, noted: Timestamp)] = []
        for entry in entries {
            guard let payload = try? decoder.decode(Payload.self, from: Data(entry.json)),
                payload.exchanges ?? 0 == register.exchanges, !payload.reasons.contains(Reason.noAnchor.rawValue),
                let index = Index(payload.index)
            else { continue }
            for withdrawn in payload.withdraws ?? [] {
                let at = Timestamp(withdrawn.captured_at)
                found.removeAll { $0.known.at == at || $0.noted == at }
            }
            let at = Timestamp(milliseconds: entry.wallMilliseconds)
            found.append((RegisterHistory.Known(index: index, at: at), entry.time.wall))
        }
        return found.map(\.known)
    }

    /// The slot of the schedule for which a reading was taken.
    static func slot(of entry: Entry) -> Slot? {
        struct Payload: Decodable {
            var slot: String?
        }

        return (try? JSONDecoder().decode(Payload.self, from: Data(entry.json)))?.slot.flatMap { Slot($0) }
    }
}
