// What a journal has promised so far: everything it acknowledged. A value, so that the state before and after each call can be
// kept and a cut be held to the one it fell into.

import Journal

/// The journal as its acknowledgements have it.
struct Expected {
    /// Nil until it was opened for the first time.
    var identity: JournalIdentity?
    /// Everything that was ever appended, ascending.
    var entries: [Entry] = []
    var settled: [String: Int64] = [:]
    var registered: [String] = []
    var notes: [String: [UInt8]] = [:]
    /// All sinks had settled so far at some time: what is not above may be gone.
    var spare: Int64 = 0

    /// The number of the last entry.
    var last: Int64 { entries.last?.seq ?? 0 }

    /// The entries that a cut must not take away.
    var owed: ArraySlice<Entry> { entries.drop { $0.seq <= spare } }

    /// What it will be after an action.
    func after(_ action: Action) -> Expected {
        var next = self
        switch action {
        case .append(let contents):
            next.entries += contents.enumerated().map { Entry(seq: last + 1 + Int64($0), content: $1) }
        case .settle(let sink, let seq):
            next.settled[sink] = max(seq, settled[sink] ?? 0)
        case .register(let sinks):
            next.registered = sinks
        case .note(let name, let value):
            next.notes[name] = value
        case .reopen:
            break
        }
        // Where nobody waits, nothing is owed to anybody; but only an append or a settlement removes entries.
        switch action {
        case .append, .settle:
            next.spare = max(spare, next.registered.map { next.settled[$0] ?? 0 }.min() ?? next.last)
        case .register, .note, .reopen:
            break
        }
        return next
    }
}
