// Which readings of a register are the first of their intervals. That follows from the journal alone, by the times that were noted when
// they were taken and never change: what goes before a restart, goes after it.

import Journal
import Metering

/// The intervals of a share, and the journal that knows what came before.
struct ShareInterval: Sendable {
    let step: UsageStep
    let zone: LocalTime
    let journal: Journal

    /// Whether no earlier entry of its kind and register lies in the same interval.
    ///
    /// After a clock was put back by more than what is looked through, another first may be found in an interval: one more goes then,
    /// never one less.
    func isFirst(_ entry: Entry) async throws(UplinkError) -> Bool {
        let interval = zone.span(of: step, around: Timestamp(milliseconds: entry.time.wallMilliseconds))
        // Mostly the one just before tells.
        for limit in [1, Self.lookedThrough] {
            let earlier: [Entry]
            do throws(JournalError) {
                earlier = try await journal.entries(
                    kind: entry.kind, meter: entry.meter, in: 0..<entry.seq, limit: limit, isLast: true)
            } catch {
                throw .file(path: journal.path, operation: "look for earlier readings", reason: error.description)
            }
            let times = earlier.map { Timestamp(milliseconds: $0.time.wallMilliseconds) }
            if times.contains(where: { interval.contains($0) }) { return false }
        }
        return true
    }

    private static let lookedThrough = 64
}
