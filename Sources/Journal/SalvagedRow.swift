// What a row of a damaged file is, told by its shape and its checksum alone: the tables' own roots may be gone.

/// A row that was recognised.
enum SalvagedRow {
    case entry(Entry)
    /// A row that looks like an entry, but is not what was written.
    case damagedEntry(seq: Int64)
    case cursor(Cursor)
    case note(name: String, value: [UInt8])
    case setAside(SetAsideEntry)
    /// The highest number ever given out.
    case counter(Int64)

    /// Nil if the row is nothing of ours.
    init?(_ record: PageRecords.Record) {
        let row = record.columns
        if let seq = record.id {
            if row.count == 2, case .text("entry") = row[0], case .integer(let last) = row[1], last >= 0 {
                self = .counter(last)
                return
            }
            guard row.count == 9, row[0] == nil, seq > 0 else { return nil }
            self = Self.entry(seq, row).map { .entry($0) } ?? .damagedEntry(seq: seq)
            return
        }
        guard let other = Self.cursor(row) ?? Self.note(row) ?? Self.setAside(row) else { return nil }
        self = other
    }

    /// Whether the row alone shows that the file is a journal.
    var isProof: Bool {
        switch self {
        case .entry, .cursor, .note, .setAside: true
        case .damagedEntry, .counter: false
        }
    }

    private static func entry(_ seq: Int64, _ row: [SQLValue?]) -> Entry? {
        guard case .text(let kind) = row[1], case .text(let meter) = row[2], case .text(let boot) = row[3],
            case .integer(let monotonic) = row[4], case .integer(let wall) = row[5], case .text(let state) = row[6],
            let clock = ClockState(rawValue: state), case .blob(let payload) = row[7], case .integer(let sum) = row[8]
        else { return nil }
        let time = EntryTime(
            bootID: boot, monotonicMilliseconds: monotonic, wallMilliseconds: wall, clock: clock)
        let entry = Entry(seq: seq, content: NewEntry(kind: kind, meter: meter, time: time, payload: payload))
        return Int64(entry.checksum) == sum ? entry : nil
    }

    private static func cursor(_ row: [SQLValue?]) -> SalvagedRow? {
        // Before version 3 there was no checksum here.
        guard row.count == 3 || row.count == 4, case .text(let sink) = row[0], case .integer(let settled) = row[1],
            case .integer(let registered) = row[2]
        else { return nil }
        let cursor = Cursor(sink: sink, settled: settled, isRegistered: registered == 1)
        if row.count == 4 {
            guard case .integer(cursor.checksum) = row[3] else { return nil }
        } else if !(0...1).contains(registered) || settled < 0 {
            return nil
        }
        return .cursor(cursor)
    }

    private static func note(_ row: [SQLValue?]) -> SalvagedRow? {
        guard row.count == 3, case .text(let name) = row[0], case .blob(let value) = row[1],
            case .integer(Journal.checksum(of: name, value)) = row[2]
        else { return nil }
        return .note(name: name, value: value)
    }

    private static func setAside(_ row: [SQLValue?]) -> SalvagedRow? {
        guard row.count == 5, case .integer(let seq) = row[0], case .text(let sink) = row[1],
            case .text(let answer) = row[2], case .integer(let wall) = row[3]
        else { return nil }
        let entry = SetAsideEntry(seq: seq, sink: sink, answer: answer, wallMilliseconds: wall)
        guard case .integer(entry.checksum) = row[4] else { return nil }
        return .setAside(entry)
    }
}
