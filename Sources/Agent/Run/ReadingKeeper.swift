// Brings the readings of one meter into the journal, in order. While the journal has no room the newest readings of each series
// wait in memory; what does not fit there is counted. Trouble is logged when it begins and when it ends, not once per reading.

import Journal
import Logging
import Metering

/// The last step before the journal.
struct ReadingKeeper {
    /// A reading and what is to be stored of it.
    struct Item: Sendable {
        let reading: Reading
        let entry: NewEntry
        /// A small picture of what was read.
        var picture: [UInt8]?
    }

    let meter: String
    let logger: Logger
    /// Stores an entry; its sequence number.
    let append: @Sendable (NewEntry) async throws(JournalError) -> Int64
    /// Told about every reading when it is safe in the journal.
    let onReading: @Sendable (Reading, _ seq: Int64) -> Void

    /// Told about every picture before its reading is stored.
    var onNewPicture: @Sendable (_ picture: [UInt8], NewEntry) -> Void = { _, _ in }
    /// Told about every picture when its reading is safe in the journal.
    var onPicture: @Sendable (_ picture: [UInt8], Reading, _ seq: Int64) -> Void = { _, _, _ in }

    /// Told why readings are not stored; nil: they are again.
    var onTrouble: @Sendable (String?) -> Void = { _ in }

    /// Readings that wait for room, oldest first.
    private(set) var waiting: [Item] = []
    /// Readings that were given up since the trouble began.
    private(set) var lost = 0
    private var storedLate = 0
    private var isInTrouble = false

    init(
        meter: String, logger: Logger, append: @escaping @Sendable (NewEntry) async throws(JournalError) -> Int64,
        onReading: @escaping @Sendable (Reading, _ seq: Int64) -> Void
    ) {
        self.meter = meter
        self.logger = logger
        self.append = append
        self.onReading = onReading
    }

    /// Stores readings, those that waited first.
    ///
    /// - Throws: an error of the journal for which the process must end.
    mutating func keep(_ items: [Item]) async throws(JournalError) {
        let late = waiting.count
        waiting += items
        var stored = 0
        while let next = waiting.first {
            do throws(JournalError) {
                if let picture = next.picture { onNewPicture(picture, next.entry) }
                let seq = try await append(next.entry)
                waiting.removeFirst()
                onReading(next.reading, seq)
                if let picture = next.picture { onPicture(picture, next.reading, seq) }
                stored += 1
            } catch {
                if error.mustEndProcess { throw error }
                begin(error)
                if case .full = error { break }
                // No room would make this one fit.
                waiting.removeFirst()
                lost += 1
            }
        }
        storedLate += min(stored, late)
        trim()
        if waiting.isEmpty, stored > 0 { end() }
    }

    /// Tries once more at the end of the agent, and says what is lost with it.
    mutating func finish() async throws(JournalError) {
        try await keep([])
        guard !waiting.isEmpty || lost > 0 else { return }
        logger.error(
            "the agent ends and \(waiting.count + lost) readings were never stored", metadata: ["meter": "\(meter)"])
    }

    private mutating func begin(_ error: JournalError) {
        guard !isInTrouble else { return }
        isInTrouble = true
        onTrouble("readings are not stored: \(error)")
        logger.error("readings are not stored: \(error)", metadata: ["meter": "\(meter)"])
    }

    private mutating func end() {
        guard isInTrouble else { return }
        onTrouble(nil)
        logger.warning(
            "readings are stored again; \(storedLate) waited, \(lost) were lost", metadata: ["meter": "\(meter)"])
        (isInTrouble, storedLate, lost) = (false, 0, 0)
    }

    /// Gives up the oldest of each series beyond the limit.
    private mutating func trim() {
        var counts: [String: Int] = [:]
        var kept: [Item] = []
        for item in waiting.reversed() {
            counts[item.entry.meter, default: 0] += 1
            if counts[item.entry.meter, default: 0] <= Limits.waitingPerSeriesMax { kept.append(item) }
        }
        lost += waiting.count - kept.count
        waiting = kept.reversed()
    }
}
