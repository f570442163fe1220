// What a journal holds, and what is wrong with it, in numbers.

/// The result of checking a journal's file.
public struct JournalReport: Sendable, Equatable {
    /// A sink's place.
    public struct Sink: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Whether it is configured now.
        public var isRegistered: Bool
        /// What it has settled through.
        public var settled: Int64
        /// Entries it waits for.
        public var pending: Int64
        /// Entries it will never get.
        public var setAside: Int64
    }

    /// Whose journal it is; nil if that cannot be read.
    public var identity: JournalIdentity?
    /// The version of its schema.
    public var schema: Int64 = 0
    /// The first and the last number there; 0 if there is none.
    public var first: Int64 = 0
    /// The last number there.
    public var last: Int64 = 0
    /// Entries by kind.
    public var kinds: [(kind: String, count: Int64)] = []
    /// The sinks, by name.
    public var sinks: [Sink] = []
    /// How many entries the gaps tell of, by reason.
    public var gaps: [(reason: Gap.Reason, count: Int64)] = []
    /// Entries that are not what was written.
    public var damagedEntries: Int64 = 0
    /// What is wrong, a sentence each; empty if the journal is whole.
    public var problems: [String] = []

    init() {}

    init(_ database: Database) throws(JournalError) {
        let (identity, schema) = try Schema.identity(of: database)
        self.identity = identity
        self.schema = schema
        first = try database.integer("SELECT MIN(seq) FROM entry") ?? 0
        last = try database.integer("SELECT MAX(seq) FROM entry") ?? 0
        let verdict = try database.rows("PRAGMA integrity_check(10)") { $0.text(0) }
        if verdict != ["ok"] { problems.append("SQLite finds damage: " + verdict.joined(separator: "; ")) }
        try count(database)
        try readSinks(database)
        if damagedEntries > 0 { problems.append("\(damagedEntries) entries are not what was written") }
    }

    /// Equal if all numbers are.
    public static func == (one: Self, other: Self) -> Bool {
        one.identity == other.identity && one.schema == other.schema && one.first == other.first
            && one.last == other.last && one.kinds.elementsEqual(other.kinds, by: ==) && one.sinks == other.sinks
            && one.gaps.elementsEqual(other.gaps, by: ==) && one.damagedEntries == other.damagedEntries
            && one.problems == other.problems
    }

    private mutating func count(_ database: Database) throws(JournalError) {
        var (kinds, gaps) = ([String: Int64](), [Gap.Reason: Int64]())
        var last: Int64 = 0
        while true {
            let rows = try database.rows(
                "SELECT \(Journal.columns) FROM entry NOT INDEXED WHERE seq > ? ORDER BY seq LIMIT 1000",
                .integer(last), read: Journal.read)
            guard let newest = rows.last?.entry.seq else { break }
            last = newest
            for row in rows {
                guard row.isIntact else {
                    damagedEntries += 1
                    continue
                }
                kinds[row.entry.kind, default: 0] += 1
                if let gap = Gap(row.entry) { gaps[gap.reason, default: 0] += gap.count }
            }
        }
        self.kinds = kinds.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.gaps = Gap.Reason.allCases.compactMap { reason in gaps[reason].map { (reason, $0) } }
    }

    private mutating func readSinks(_ database: Database) throws(JournalError) {
        let setAside = try SetAsideEntry.all(in: database)
        do {
            for cursor in try Cursor.all(in: database) {
                let sql = "SELECT COUNT(*) FROM entry WHERE seq > ?"
                sinks.append(
                    Sink(
                        name: cursor.sink, isRegistered: cursor.isRegistered, settled: cursor.settled,
                        pending: try database.integer(sql, .integer(cursor.settled)) ?? 0,
                        setAside: Int64(setAside.filter { $0.sink == cursor.sink }.count)))
            }
        } catch {
            guard error.isDamage else { throw error }
            problems.append(error.reason)
        }
    }
}
