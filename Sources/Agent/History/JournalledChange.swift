// What somebody changed, or wanted to, as it lies in the journal.

import FoundationEssentials
import Journal
import Uplink

/// A change out of the journal.
struct JournalledChange: Sendable, Decodable, Equatable {
    let by: String
    /// What was ordered; nil if that could not be understood.
    let command: String?
    let state: String
    let text: String
    let old: String?
    let new: String?
    /// The index that was set.
    let index: String?

    /// The change of an entry; nil if it holds none.
    init?(_ entry: Entry) {
        guard let change = try? JSONDecoder().decode(Self.self, from: Data(entry.json)) else { return nil }
        self = change
    }
}
