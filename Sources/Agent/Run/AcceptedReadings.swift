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
        meter: String, register: RegisterCard, from journal: Journal, limit: Int = Limits.readingsResumed
    ) async throws(JournalError) -> [RegisterHistory.Known] {
        let series = Reading.series(meter: meter, register: register.name)
        let entries = try await journal.lastEntries(
            kind: Reading.publishedKind, meter: series, limit: limit)
        let begun = try await setIndex(series, register, in: journal)
        let decoder = JSONDecoder()
        var found: [(known: RegisterHistory.Known, noted: Timestamp)] = []
        // What was set holds from then on; a reading that was under way is one of before.
        for entry in entries where begun.map({ $0.seq < entry.seq && $0.set <= entry.wallMilliseconds }) ?? true {
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
        return (begun.map { [$0.known] } ?? []) + found.map(\.known)
    }

    /// The index that was set last, with the number of its entry and when it was set.
    private static func setIndex(
        _ series: String, _ register: RegisterCard, in journal: Journal
    ) async throws(JournalError) -> (known: RegisterHistory.Known, seq: Int64, set: Int64)? {
        struct Payload: Decodable {
            var index: String
            var shown_at: String
            var exchanges: Int
        }

        let entries = try await journal.lastEntries(kind: RemoteRecord.indexKind, meter: series, limit: 1)
        guard let entry = entries.last,
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(entry.json)),
            payload.exchanges == register.exchanges, let index = Index(payload.index),
            let at = Timestamp(payload.shown_at)
        else { return nil }
        return (RegisterHistory.Known(index: index, at: at), entry.seq, entry.wallMilliseconds)
    }

    /// The slot of the schedule for which a reading was taken.
    static func slot(of entry: Entry) -> Slot? {
        struct Payload: Decodable {
            var slot: String?
        }

        return (try? JSONDecoder().decode(Payload.self, from: Data(entry.json)))?.slot.flatMap { Slot($0) }
    }
}
