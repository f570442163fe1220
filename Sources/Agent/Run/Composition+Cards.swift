// Tells the journal of cards that have come into force. Each says itself where it comes from, so that a power cut between the card and the
// entry about it loses neither: the next start makes up for it.

import FoundationEssentials
import Journal
import Logging
import Metering
import Uplink

extension Composition {
    /// Entries about the cards in force that the journal does not know of yet.
    func tellCards() async throws(JournalError) {
        for meter in meters {
            guard let path = meter.setting.card, let stamp = CardShelf(path: path).stamp else { continue }
            let name = meter.face.card.meter
            let note = "card/" + name
            if let told = try await journal.note(note), told == Array(stamp.line.utf8) { continue }
            do throws(JournalError) {
                if try await !isTold(stamp, of: name) {
                    logger.info("\(stamp.text(of: name))", metadata: ["by": "\(stamp.by)"])
                    try await journal.append(stamp.entry(of: name, at: clock.now()))
                }
                try await journal.keep(note: note, Array(stamp.line.utf8))
            } catch {
                if error.mustEndProcess { throw error }
            }
        }
    }

    /// Whether one of the newest entries tells of it.
    private func isTold(_ stamp: CardStamp, of meter: String) async throws(JournalError) -> Bool {
        struct Payload: Decodable {
            var card: Int?
            var made_at: String?
            var state: String
        }

        let entries = try await journal.lastEntries(
            kind: RemoteRecord.kind, meter: meter, limit: Limits.eventsResumed)
        return entries.contains { entry in
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(entry.json))
            return payload?.card == stamp.card && payload?.made_at == stamp.at && payload?.state == "done"
        }
    }
}
