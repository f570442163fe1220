// Entries of a kind for a meter by their time, without reading those that nobody asked for. Numbers and times ascend together, but for a
// clock that was put back; entries are found by halving, so that a year of them costs no more than a day.

extension Journal {
    /// For each time, ascending, the number of the first entry of a kind for a meter that is not older, in milliseconds since 1970; one
    /// more than the last number where there is none.
    public func numbers(
        kind: String, meter: String, notBefore times: [Int64]
    ) throws(JournalError) -> [Int64] {
        try withDatabase { (database) throws(JournalError) in
            var (from, through) = (Int64(1), last + 1)
            if let latest = times.last {
                through = try number(database, kind, meter, notBefore: latest, in: from..<through)
            }
            var numbers: [Int64] = []
            for time in times.dropLast() {
                from = try number(database, kind, meter, notBefore: time, in: from..<max(from, through))
                numbers.append(from)
            }
            return times.isEmpty ? [] : numbers + [through]
        }
    }

    /// How many entries of a kind for a meter have these numbers.
    public func count(kind: String, meter: String, in numbers: Range<Int64>) throws(JournalError) -> Int {
        try withDatabase { (database) throws(JournalError) in
            let count = try database.integer(
                "SELECT COUNT(*) FROM entry WHERE kind = ? AND meter = ? AND seq >= ? AND seq < ?",
                .text(kind), .text(meter), .integer(numbers.lowerBound), .integer(numbers.upperBound))
            return Int(count ?? 0)
        }
    }

    /// Entries of a kind for a meter with these numbers, the first of them or the last, ascending; damaged ones are left out.
    public func entries(
        kind: String, meter: String, in numbers: Range<Int64>, limit: Int, isLast: Bool = false
    ) throws(JournalError) -> [Entry] {
        let limit = Int64(min(max(limit, 0), limits.pendingEntries))
        return try withDatabase { (database) throws(JournalError) in
            let rows = try database.rows(
                """
                SELECT \(Self.columns) FROM entry WHERE kind = ? AND meter = ? AND seq >= ? AND seq < ?
                ORDER BY seq \(isLast ? "DESC" : "ASC") LIMIT ?
                """,
                .text(kind), .text(meter), .integer(numbers.lowerBound), .integer(numbers.upperBound), .integer(limit),
                read: Self.read)
            return (isLast ? rows.reversed() : rows).filter(\.isIntact).map { stamped($0.entry) }
        }
    }

    /// The newest entries of some kinds before a number, whatever they are about, newest first; damaged ones are left out.
    public func entries(
        kinds: [String], before seq: Int64, limit: Int
    ) throws(JournalError) -> [Entry] {
        let limit = Int64(min(max(limit, 0), limits.pendingEntries))
        return try withDatabase { (database) throws(JournalError) in
            let places = kinds.map { _ in "?" }.joined(separator: ", ")
            // The numbers come out of the index alone; only what is shown is read.
            let rows = try database.rows(
                """
                SELECT \(Self.columns) FROM entry WHERE seq IN (
                    SELECT seq FROM entry WHERE kind IN (\(places)) AND seq < ? ORDER BY seq DESC LIMIT ?)
                ORDER BY seq DESC
                """,
                values: kinds.map { .text($0) } + [.integer(seq), .integer(limit)], read: Self.read)
            return rows.filter(\.isIntact).map { stamped($0.entry) }
        }
    }

    /// The entry with a number; nil if it is not kept, or damaged.
    public func entry(_ seq: Int64) throws(JournalError) -> Entry? {
        guard seq > 0, seq < .max else { return nil }
        return try entries(after: seq - 1, limit: 1).first { $0.entry.seq == seq && $0.isIntact }?.entry
    }

    /// The number of the first entry in a range that is not older; the range's end where there is none.
    private func number(
        _ database: Database, _ kind: String, _ meter: String, notBefore time: Int64, in numbers: Range<Int64>
    ) throws(JournalError) -> Int64 {
        var (low, high) = (numbers.lowerBound, numbers.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            let rows = try database.rows(
                """
                SELECT \(Self.columns) FROM entry WHERE kind = ? AND meter = ? AND seq >= ? AND seq < ?
                ORDER BY seq LIMIT 3
                """,
                .text(kind), .text(meter), .integer(middle), .integer(high), read: Self.read)
            guard let row = rows.first(where: \.isIntact) else {
                high = middle
                continue
            }
            if stamped(row.entry).wallMilliseconds < time { low = row.entry.seq + 1 } else { high = middle }
        }
        return low
    }
}
