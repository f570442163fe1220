// Entries that a head-end will never take: noted with its answer, so that they do not hold up the others and are not forgotten.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension Journal {
    /// Notes that a sink will never get an entry, and settles the sink through it: both or neither.
    ///
    /// - Parameter answer: the head-end's words; only the first `Limits/answerBytes` are kept.
    public func setAside(_ seq: Int64, for sink: String, answer: String) throws(JournalError) {
        try checkAppended(seq, by: sink)
        // Only for the person who looks at the list later, so the wall clock of the moment is good enough.
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let entry = SetAsideEntry(
            seq: seq, sink: sink, answer: Self.beginning(of: answer, bytes: limits.answerBytes),
            wallMilliseconds: Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000)
        try settling { (database, isTight) throws(JournalError) in
            var cursor = try Cursor.registered(sink, in: database)
            try entry.save(in: database)
            try database.run(
                "DELETE FROM dead WHERE (seq, sink) IN (SELECT seq, sink FROM dead ORDER BY seq DESC, sink LIMIT -1 OFFSET ?)",
                .integer(limits.setAside))
            guard seq > cursor.settled else { return }
            cursor.settled = seq
            try cursor.save(in: database)
            try Self.prune(database, last: last, limits: limits, isTight: isTight)
        }
    }

    /// The entries set aside, by number.
    public func setAside() throws(JournalError) -> [SetAsideEntry] {
        try withDatabase { (database) throws(JournalError) in try SetAsideEntry.all(in: database) }
    }

    /// The beginning of a text, cut between characters.
    private static func beginning(of text: String, bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var count = 0
        return String(
            text.prefix { character in
                count += character.utf8.count
                return count <= bytes
            })
    }
}
