// The readings of one register in the journal, and what was used between them. Reads only what is asked for: of a year by the month, what
// lies at the borders of the months. What was withdrawn later is known to be, and an index of another meter is held against none of this.

import Journal
import Metering
import Recognition

/// The history of one register.
struct ReadingHistory: Sendable {
    let journal: Journal
    let series: String
    /// How far the register counts.
    let capacity: Index

    /// A reading and whether it was withdrawn later.
    typealias Found = (reading: JournalledReading, isWithdrawn: Bool)

    /// The history of a register of a meter.
    init(meter: String, register: RegisterCard, journal: Journal) {
        self.journal = journal
        series = Reading.series(meter: meter, register: register.name)
        capacity = register.capacity
    }

    /// The readings behind a number in a time, published or not, ascending, so many at most.
    func readings(
        from: Timestamp, to: Timestamp, after: Int64, limit: Int
    ) async throws(JournalError) -> [Found] {
        var found: [JournalledReading] = []
        for kind in [Reading.publishedKind, Reading.withheldKind] {
            let ends = try await journal.numbers(
                kind: kind, meter: series, notBefore: [from.milliseconds, max(from, to).milliseconds])
            let first = max(ends[0], after &+ 1)
            guard after < .max, first < ends[1] else { continue }
            let entries = try await journal.entries(
                kind: kind, meter: series, in: first..<ends[1], limit: limit)
            found += entries.compactMap(JournalledReading.init)
        }
        found.sort { $0.seq < $1.seq }
        return try await judged(Array(found.prefix(limit)))
    }

    /// The reading with a number; nil if it is none of this register.
    func reading(_ seq: Int64) async throws(JournalError) -> Found? {
        guard let entry = try await journal.entry(seq), entry.meter == series, let reading = JournalledReading(entry)
        else { return nil }
        return try await judged([reading]).first
    }

    /// When the first of the published readings was taken that are kept; nil where there is none.
    func first() async throws(JournalError) -> Timestamp? {
        try await published(from: 0, limit: 1).first.map { Timestamp(milliseconds: $0.wallMilliseconds) }
    }

    /// The usage from border to border, and from the first of them to the last.
    func usage(_ borders: [Timestamp]) async throws(JournalError) -> [UsageInterval] {
        let points = try await points(at: borders)
        return Usage.intervals(borders: borders, points: points, capacity: capacity)
    }

    /// The same where the last borders have not come yet: the usage of the interval that holds `now` is what was used so far.
    func usage(_ borders: [Timestamp], now: Timestamp) async throws(JournalError) -> [UsageInterval] {
        let past = borders.filter { $0 < now }
        guard past.count < borders.count, !past.isEmpty else { return try await usage(borders) }
        var intervals = try await usage(past + [now])
        intervals[intervals.count - 1].to = borders[past.count]
        if intervals.last?.state == .whole { intervals[intervals.count - 1].state = .incomplete }
        let coming = borders.dropFirst(past.count)
        return intervals
            + zip(coming, coming.dropFirst()).map {
                UsageInterval(from: $0, to: $1, first: nil, last: nil, usage: nil, state: .unknown)
            }
    }

    /// The usage sheet from border to border: what is known interval by interval, and the gaps.
    func sheet(_ borders: [Timestamp]) async throws(JournalError) -> UsageSheet {
        UsageSheet(UsageSeries(try await points(at: borders)), borders: borders, capacity: capacity)
    }

    /// How many readings of a kind lie between the borders.
    func counts(_ kind: String, _ borders: [Timestamp]) async throws(JournalError) -> [Int] {
        let numbers = try await journal.numbers(kind: kind, meter: series, notBefore: borders.map(\.milliseconds))
        var counts: [Int] = []
        for (first, end) in zip(numbers, numbers.dropFirst()) {
            counts.append(try await journal.count(kind: kind, meter: series, in: first..<max(first, end)))
        }
        return counts
    }

    /// The indexes next to the borders that stand, ascending.
    private func points(at borders: [Timestamp]) async throws(JournalError) -> [UsagePoint] {
        let numbers = try await journal.numbers(
            kind: Reading.publishedKind, meter: series, notBefore: borders.map(\.milliseconds))
        var near: [Int64: JournalledReading] = [:]
        var corrections: [JournalledReading] = []
        // Up to here they were looked through.
        var end: Int64 = 0
        for number in numbers {
            for reading in try await beside(number) { near[reading.seq] = reading }
            let known = try await journal.count(
                kind: Reading.publishedKind, meter: series, in: number..<max(number, end))
            let ahead = try await published(from: max(number, end), limit: max(0, Limits.historyAhead - known))
            corrections += ahead.filter(JournalledReading.mayWithdraw).compactMap(JournalledReading.init)
            end = max(end, (ahead.last?.seq ?? 0) + 1)
        }
        let all = near.values.sorted { $0.seq < $1.seq }
        corrections += all.filter { !$0.withdraws.isEmpty }
        return Self.points(all, corrections: corrections, sets: try await setNumbers())
    }

    /// The indexes of `readings` that stand; `sets` are the numbers at which the index was set.
    static func points(
        _ readings: [JournalledReading], corrections: [JournalledReading], sets: [Int64]
    ) -> [UsagePoint] {
        readings.filter { stands($0, corrections) }.compactMap { reading in
            reading.index.map {
                var point = UsagePoint(
                    seq: reading.seq, at: reading.at, index: $0,
                    run: reading.exchanges << 32 | sets.count { $0 < reading.seq }, isTimeSure: reading.isTimeSure)
                point.reasons = reading.reasons
                return point
            }
        }
    }

    /// The readings with what became of them.
    private func judged(_ readings: [JournalledReading]) async throws(JournalError) -> [Found] {
        guard let last = readings.last(where: { $0.index != nil }) else { return readings.map { ($0, false) } }
        let later = try await published(from: last.seq + 1, limit: Limits.historyAhead)
        let corrections =
            readings.filter { !$0.withdraws.isEmpty }
            + later.filter(JournalledReading.mayWithdraw).compactMap(JournalledReading.init)
        return readings.map { ($0, $0.index != nil && Self.isWithdrawn($0, corrections)) }
    }

    /// The published readings on both sides of a number.
    private func beside(_ number: Int64) async throws(JournalError) -> [JournalledReading] {
        let before = try await journal.entries(
            kind: Reading.publishedKind, meter: series, in: 0..<number, limit: Limits.historyBeside, isLast: true)
        let after = try await published(from: number, limit: Limits.historyBeside)
        return (before + after).compactMap(JournalledReading.init)
    }

    private func published(from seq: Int64, limit: Int) async throws(JournalError) -> [Entry] {
        try await journal.entries(
            kind: Reading.publishedKind, meter: series, in: seq..<Int64.max, limit: limit)
    }

    /// The numbers at which the register's index was set: another run begins there.
    func setNumbers() async throws(JournalError) -> [Int64] {
        try await journal.lastEntries(kind: RemoteRecord.indexKind, meter: series, limit: Limits.historySets).map(\.seq)
    }

    /// Whether an index counts: it was not withdrawn, something confirmed it, and it is known when it was shown.
    private static func stands(_ reading: JournalledReading, _ corrections: [JournalledReading]) -> Bool {
        !reading.reasons.contains(.noAnchor) && reading.timeQuality != .floor && !isWithdrawn(reading, corrections)
    }

    private static func isWithdrawn(_ reading: JournalledReading, _ corrections: [JournalledReading]) -> Bool {
        corrections.contains { correction in
            correction.seq > reading.seq
                && correction.withdraws.contains { $0 == reading.at || $0 == reading.noted }
        }
    }
}
