// What a register has shown, longer than the journal keeps its entries: day by day as notes in the journal, a ring of so many days. What is
// learned from readings, the habits of months and the use a year ago, is so learned again after every restart.

import Journal
import Metering
import Recognition

/// The remembered readings of one register.
struct PastReadings {
    let history: ReadingHistory
    /// The days that are remembered, oldest first.
    private(set) var days: [PastDay] = []

    /// Nothing remembered yet.
    init(_ history: ReadingHistory) { self.history = history }

    /// Everything that is remembered.
    static func load(_ history: ReadingHistory, now: Timestamp) async throws(JournalError) -> PastReadings {
        var past = PastReadings(history)
        let today = PastDay.number(of: now)
        for day in today - Limits.pastDays..<today {
            guard let bytes = try await history.journal.note(past.name(day)), let known = PastDay(bytes),
                known.day == day
            else { continue }
            past.days.append(known)
        }
        return past
    }

    /// The readings before the first that the journal has; all where it has none. A run goes on into that of the journal unless another
    /// began between them.
    func points(before first: UsagePoint?) -> [UsagePoint] {
        var run = first?.run ?? 0
        var points: [UsagePoint] = []
        for point in days.reversed().flatMap({ $0.points.reversed() }) {
            if let first, point.seq >= first.seq {
                if point.seq == first.seq, point.beginsRun { run -= 1 }
                continue
            }
            points.append(UsagePoint(seq: point.seq, at: point.at, index: point.index, run: run))
            if point.beginsRun { run -= 1 }
        }
        return points.reversed()
    }

    /// Notes the days that are over and differ from what is remembered of them, and thins out the old ones.
    mutating func update(now: Timestamp) async throws(JournalError) {
        let today = PastDay.number(of: now)
        let oldest = today - Limits.pastDays
        var known = Dictionary(days.map { ($0.day, $0) }) { _, last in last }
        // What came late changes the last days at most.
        for day in try await found(from: max(oldest, (days.last?.day ?? oldest) - 1), to: today) {
            known[day.day] = day
        }
        for (number, day) in known.sorted(by: { $0.key < $1.key }) {
            let thin = day.thinned(to: Limits.pastSpacing(age: today - number))
            known[number] = thin
            guard days.first(where: { $0.day == number }) != thin else { continue }
            try await history.journal.keep(note: name(number), thin.bytes)
        }
        days = known.values.sorted { $0.day < $1.day }
    }

    /// The days from one on and before another, as the journal has them.
    private func found(from: Int64, to end: Int64) async throws(JournalError) -> [PastDay] {
        let start = try await history.journal.numbers(
            kind: Reading.publishedKind, meter: history.series, notBefore: [from * Self.dayLength])[0]
        // The reading before tells whether theirs is another run.
        let before = try await history.journal.entries(
            kind: Reading.publishedKind, meter: history.series, in: 0..<start, limit: Limits.historyBeside, isLast: true
        )
        var found: [PastDay] = []
        var last: UsagePoint?
        _ = try await PublishedReadings.all(history, after: (before.first?.seq ?? start) - 1) { point in
            let begins = last.map { $0.run != point.run } ?? false
            let number = PastDay.number(of: point.at)
            if point.isTimeSure, (from..<end).contains(number), number >= found.last?.day ?? from {
                if found.last?.day != number { found.append(day(number, before: last == nil ? point.seq : nil)) }
                found[found.count - 1].add(
                    .init(seq: point.seq, at: point.at, index: point.index, beginsRun: begins),
                    spacing: Limits.pastSpacing(age: 0))
            }
            last = point
        }
        return found
    }

    /// A day that is looked at again; of one that the journal has lost the beginning of, what is remembered of that.
    private func day(_ number: Int64, before seq: Int64?) -> PastDay {
        var day = PastDay(number)
        if let seq, let known = days.first(where: { $0.day == number }) {
            for point in known.points where point.seq < seq { day.add(point, spacing: 0) }
        }
        return day
    }

    private func name(_ day: Int64) -> String { "past.\(history.series).\(day % Limits.pastDays)" }

    private static let dayLength: Int64 = 86_400_000
}
