// The published readings of a register from the journal, page by page, as usage is told from them: those that stand, in the order in which
// they were kept. A reading that a later one withdrew is left out.

import Journal
import Metering

/// A way through the published readings of one register.
struct PublishedReadings {
    /// The number of the last entry that was looked at.
    private(set) var last: Int64
    private let history: ReadingHistory

    /// Behind an entry; 0: from the first.
    init(_ history: ReadingHistory, after last: Int64 = 0) { (self.history, self.last) = (history, last) }

    /// Goes through all that stand, from the first one behind an entry on.
    static func all(
        _ history: ReadingHistory, after: Int64 = 0, _ take: (UsagePoint) -> Void
    ) async throws(JournalError) -> PublishedReadings {
        var way = PublishedReadings(history, after: after)
        let sets = try await history.setNumbers()
        // A reading is withdrawn by one of the next: they are known before it is taken.
        var waiting: [JournalledReading] = []
        while true {
            let page = try await way.page()
            waiting += page.compactMap(JournalledReading.init)
            let ready = page.isEmpty ? waiting.count : max(0, waiting.count - Limits.historyAhead)
            let points = ReadingHistory.points(
                Array(waiting.prefix(ready)), corrections: waiting.filter { !$0.withdraws.isEmpty }, sets: sets)
            for point in points { take(point) }
            if page.isEmpty { return way }
            waiting.removeFirst(ready)
        }
    }

    /// What has been published since; nil where one of it withdraws what came before, and all is to be gone through again.
    mutating func news() async throws(JournalError) -> [UsagePoint]? {
        var points: [UsagePoint] = []
        while true {
            let page = try await page()
            guard !page.isEmpty else { return points }
            let readings = page.compactMap(JournalledReading.init)
            guard readings.allSatisfy(\.withdraws.isEmpty) else { return nil }
            points += ReadingHistory.points(readings, corrections: [], sets: try await history.setNumbers())
        }
    }

    private mutating func page() async throws(JournalError) -> [Entry] {
        let entries = try await history.journal.entries(
            kind: Reading.publishedKind, meter: history.series, in: (last + 1)..<Int64.max, limit: Limits.insightPage)
        last = entries.last?.seq ?? last
        return entries
    }
}
