// The durable store every reading passes through. An entry is on disk when `append` returns; it stays until every
// registered sink has settled it, unless the budget is exhausted; then a gap says so. One connection, exclusive; after a failed
// write or flush nothing more is promised: the same error answers every later call, until the process ends and the file is
// opened anew. A full disk is no such failure.

/// A queue of opaque entries in one SQLite file, each delivered to each registered sink at least once.
public actor Journal {
    /// Which device and which journal the entries come from.
    public nonisolated let identity: JournalIdentity
    /// Where the file is.
    public nonisolated let path: String

    /// What was mended when the journal was opened, nil if it was whole.
    public nonisolated let recovery: JournalRecovery?

    enum State {
        case open(Database)
        // The connection is kept, and with it the lock: closing it would write once more.
        case failed(JournalError, Database)
        case closed
    }

    let limits: Limits
    var state: State
    /// The newest number given out.
    var last: Int64
    /// The newest number handed to a sink by this process or one before it.
    var offered: Int64
    /// The gap that the next drop may still be added to.
    var openGap: OpenGap?
    var reserve: Reserve?
    /// Removes something that matters less than an entry; false when there is nothing.
    var spare: (@Sendable () -> Bool)?
    /// The boots whose beginning is known, oldest first.
    var boots: [BootTime]
    private let file: JournalFile?
    private var listeners: [AsyncStream<Void>.Continuation] = []

    /// Opens the journal at `path`, making the file and its folders if they are missing.
    ///
    /// - Throws: everything for which the process must end, see `JournalError/mustEndProcess`.
    public static func open(
        path: String, device: String, limits: Limits = Limits()
    ) throws(JournalError) -> Journal {
        try Journal(path: path, device: device, limits: limits, vfs: nil)
    }

    /// Opens the journal on a disk of its own, a SQLite VFS that is registered under that name and has the file already.
    package static func open(
        path: String, device: String, limits: Limits, vfs: String
    ) throws(JournalError) -> Journal {
        try Journal(path: path, device: device, limits: limits, vfs: vfs)
    }

    private init(path: String, device: String, limits: Limits, vfs: String?) throws(JournalError) {
        guard (1...limits.nameBytes).contains(device.utf8.count) else {
            throw .badField(path: path, field: "device", bytes: device.utf8.count, limit: limits.nameBytes)
        }
        let file = vfs == nil ? JournalFile(path: path) : nil
        var reserve = file.map { Reserve(path: $0.reserve, bytes: limits.reserveBytes) }
        let opened: JournalOpening
        do {
            opened = try JournalOpening(path: path, device: device, limits: limits, vfs: vfs)
        } catch {
            // Mending and upgrading may need the room that was kept for such a day.
            guard case .full = error, reserve != nil else { throw error }
            reserve?.release()
            opened = try JournalOpening(path: path, device: device, limits: limits, vfs: vfs)
        }
        self.file = file
        self.identity = opened.identity
        self.recovery = opened.recovery
        self.path = path
        self.limits = limits
        self.last = opened.last
        // What an earlier process handed out is not known.
        self.offered = opened.last
        self.reserve = reserve
        self.boots = try Self.boots(in: opened.database)
        self.state = .open(opened.database)
        _ = self.reserve?.restore()
    }

    deinit {
        for listener in listeners { listener.finish() }
    }

    /// Keeps an entry. It is durable when this returns. If this throws it was not stored, unless the error must end the process:
    /// then only opening the file anew tells.
    ///
    /// - Returns: its sequence number.
    @discardableResult
    public func append(_ entry: NewEntry) throws(JournalError) -> Int64 {
        try append([entry])
        return last
    }

    /// Keeps several entries, all or none, with the promise of `append(_:)` for one.
    ///
    /// - Returns: their sequence numbers, in order.
    @discardableResult
    public func append(_ entries: [NewEntry]) throws(JournalError) -> [Int64] {
        for entry in entries { try check(entry) }
        let bytes = entries.reduce(0) { $0 + $1.payload.count }
        guard bytes <= max(limits.batchBytes, limits.payloadBytes) else {
            throw .badField(path: path, field: "batch", bytes: bytes, limit: limits.batchBytes)
        }
        guard let time = entries.last?.time else { return [] }
        let pages = Self.pages(for: entries)
        try makeRoom(pages, at: time)
        let added = entries.enumerated().map { Entry(seq: last + 1 + Int64($0), content: $1) }
        let newest = last + Int64(added.count)
        try growing(by: pages) { (database) throws(JournalError) in
            for entry in added { try Self.insert(entry, into: database) }
            try Self.prune(database, last: newest, limits: limits, isTight: false)
        }
        last = newest
        listeners.removeAll { listener in
            if case .terminated = listener.yield() { true } else { false }
        }
        return added.map(\.seq)
    }

    /// A signal after each append. Signals that nobody took yet are merged into one.
    public func appends() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        if case .closed = state { continuation.finish() } else { listeners.append(continuation) }
        return stream
    }

    /// Declares the sinks that entries wait for; it replaces the list of before.
    ///
    /// A new sink gets everything that is still kept. A sink that is left out no longer holds entries back, but keeps its
    /// place in case it comes again.
    public func register(sinks: [String]) throws(JournalError) {
        for sink in sinks { try check("sink", sink) }
        try settling { (database, _) throws(JournalError) in
            let known = try Cursor.all(in: database)
            for var cursor in known where cursor.isRegistered != sinks.contains(cursor.sink) {
                cursor.isRegistered.toggle()
                try cursor.save(in: database)
            }
            for sink in sinks where !known.contains(where: { $0.sink == sink }) {
                try Cursor(sink: sink, settled: 0, isRegistered: true).save(in: database)
            }
        }
    }

    /// The oldest entries that a sink has not settled, ascending.
    ///
    /// A damaged entry ends the list before it, and is an error once it is the first: it is never delivered.
    public func pending(for sink: String, limit: Int) throws(JournalError) -> [Entry] {
        let limit = Int64(min(max(limit, 0), limits.pendingEntries))
        return try withDatabase { (database) throws(JournalError) in
            let settled = try Cursor.registered(sink, in: database).settled
            let rows = try database.rows(
                "SELECT \(Self.columns) FROM entry WHERE seq > ? ORDER BY seq LIMIT ?",
                .integer(settled), .integer(limit), read: Self.read)
            let intact = rows.prefix { $0.isIntact }
            if intact.isEmpty, let first = rows.first {
                throw .damagedEntry(path: path, seq: first.entry.seq)
            }
            offered = max(offered, intact.last?.entry.seq ?? 0)
            return intact.map { stamped($0.entry) }
        }
    }

    /// How many entries a sink has not settled.
    public func pendingCount(for sink: String) throws(JournalError) -> Int {
        try withDatabase { (database) throws(JournalError) in
            let settled = try Cursor.registered(sink, in: database).settled
            return Int(try database.integer("SELECT COUNT(*) FROM entry WHERE seq > ?", .integer(settled)) ?? 0)
        }
    }

    /// Notes that a sink has delivered everything up to and including `seq`. Never goes backwards.
    public func settle(_ sink: String, through seq: Int64) throws(JournalError) {
        try checkAppended(seq, by: sink)
        try settling { (database, isTight) throws(JournalError) in
            var cursor = try Cursor.registered(sink, in: database)
            guard seq > cursor.settled else { return }
            cursor.settled = seq
            try cursor.save(in: database)
            try Self.prune(database, last: last, limits: limits, isTight: isTight)
        }
        offered = max(offered, seq)
    }

    /// The newest entries of a kind for a meter, oldest first; damaged ones are left out. The newest is kept however long ago it
    /// was, so that a meter's last accepted reading is there after any restart.
    public func lastEntries(kind: String, meter: String, limit: Int) throws(JournalError) -> [Entry] {
        try withDatabase { (database) throws(JournalError) in
            let rows = try database.rows(
                "SELECT \(Self.columns) FROM entry WHERE kind = ? AND meter = ? ORDER BY seq DESC LIMIT ?",
                .text(kind), .text(meter), .integer(Int64(min(max(limit, 0), limits.pendingEntries))), read: Self.read)
            return rows.reversed().filter(\.isIntact).map { stamped($0.entry) }
        }
    }

    /// Entries behind a number, ascending, with whether each is what was written.
    public func entries(
        after seq: Int64, kind: String? = nil, meter: String? = nil, limit: Int
    ) throws(JournalError) -> [(entry: Entry, isIntact: Bool)] {
        let limit = min(max(limit, 0), limits.pendingEntries)
        return try withDatabase { (database) throws(JournalError) in
            try Self.rows(database, after: seq, kind: kind, meter: meter, limit: limit).map {
                (stamped($0.entry), $0.isIntact)
            }
        }
    }

    /// Closes the file and ends all signals. Every later call but this one throws.
    public func close() throws(JournalError) {
        for listener in listeners { listener.finish() }
        listeners.removeAll()
        switch state {
        case .closed: return
        case .failed(let error, _): throw error
        case .open: try withDatabase { (database) throws(JournalError) in try database.close() }
        }
        state = .closed
    }

    /// Runs `body` on the connection; an error that must end the process is the last thing the connection is used for.
    func withDatabase<Result>(
        _ body: (Database) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        switch state {
        case .closed: throw .closed(path: path)
        case .failed(let error, _): throw error
        case .open(let database):
            do {
                return try body(database)
            } catch {
                if error.mustEndProcess { state = .failed(error, database) }
                // The next opening may not see what was seen now, for example in an index.
                if error.isDamage { file?.markDamaged() }
                throw error
            }
        }
    }

    func checkAppended(_ seq: Int64, by sink: String) throws(JournalError) {
        guard seq <= last else { throw .neverAppended(path: path, sink: sink, seq: seq, last: last) }
    }

    private func check(_ entry: NewEntry) throws(JournalError) {
        try check("kind", entry.kind)
        if !entry.meter.isEmpty { try check("meter", entry.meter) }
        try check("boot id", entry.time.bootID)
        guard entry.payload.count <= limits.payloadBytes, !entry.payload.isEmpty else {
            throw .badField(path: path, field: "payload", bytes: entry.payload.count, limit: limits.payloadBytes)
        }
    }

    private func check(_ field: String, _ text: String) throws(JournalError) {
        guard (1...limits.nameBytes).contains(text.utf8.count) else {
            throw .badField(path: path, field: field, bytes: text.utf8.count, limit: limits.nameBytes)
        }
    }
}
