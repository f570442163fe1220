// Contacts bounce: one press is many edges. A level counts once it has lasted, as a kernel's own debouncing would have it; doing it
// here makes it the same for every kernel and libgpiod. Nothing is lost when edges are looked at late: their own times count.

/// Makes levels of edges.
struct Debouncer {
    /// Nanoseconds that a level must last.
    let quiet: UInt64
    /// The level that has lasted.
    private(set) var level: Bool
    private var waiting: (level: Bool, since: UInt64)?

    /// A contact that is at `level` now.
    init(quiet: UInt64, level: Bool) {
        self.quiet = quiet
        self.level = level
    }

    /// Takes an edge to `level`; the change that the time up to it has confirmed, if any.
    mutating func add(_ level: Bool, at nanoseconds: UInt64) -> Bool? {
        let confirmed = settle(at: nanoseconds)
        waiting = (level, nanoseconds)
        return confirmed ?? (quiet == 0 ? settle(at: nanoseconds) : nil)
    }

    /// The change that is confirmed when nothing more has come until then, if any.
    mutating func settle(at nanoseconds: UInt64) -> Bool? {
        guard let (next, since) = waiting, nanoseconds >= since, nanoseconds - since >= quiet else { return nil }
        waiting = nil
        guard next != level else { return nil }
        level = next
        return next
    }

    /// When there is something to confirm.
    var due: UInt64? { waiting.map { $0.since + quiet } }
}
