// Finds the last accepted index of a register in the journal, so that history survives a restart.

import FoundationEssentials
import Journal
import Metering
import Recognition

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

/// The last accepted index in a journal.
enum LastAccepted {
    private struct Payload: Decodable {
        var index: String
        var captured_at: String
    }

    static func load(
        meter: String, register: RegisterCard, from journal: Journal
    ) async throws(JournalError) -> RegisterCard.Start? {
        let series = Reading.series(meter: meter, register: register.name)
        let entry: Entry?
        do {
            entry = try await journal.lastEntry(kind: Reading.publishedKind, meter: series)
        } catch {
            // A damaged entry is no history; the next reading is then held against the card.
            if case .damagedEntry = error { return nil }
            throw error
        }
        guard let entry, let payload = try? JSONDecoder().decode(Payload.self, from: Data(entry.payload)),
            let index = Index(payload.index), let at = Timestamp(payload.captured_at)
        else { return nil }
        return RegisterCard.Start(index: index, at: at)
    }
}
