// What a journal shows of itself, by the calls the agent uses, and how that fails to be what was promised.

import Journal

/// What was seen in an open journal.
struct Observed {
    private var identity: JournalIdentity
    /// Of each registered sink.
    private var pending: [String: [Entry]] = [:]
    private var notes: [String: [UInt8]] = [:]
    /// The newest of each kind of each meter.
    private var newest: [Entry] = []
    /// Everything that is still there. Nil until it was asked for, which is an action.
    var kept: [Entry]?

    /// A sink that nobody else has: from the first on it is shown everything that is kept.
    static let auditor = "auditor"

    /// The registered sinks but the auditor, in the order of `Action.sinks`.
    var registered: [String] { Action.sinks.filter { pending[$0] != nil } }

    /// Leaves out the auditor, once it is not registered any more.
    mutating func forgetAuditor() { pending[Self.auditor] = nil }

    init(_ journal: Journal) async throws(JournalError) {
        identity = journal.identity
        for sink in Action.sinks + [Self.auditor] {
            do throws(JournalError) {
                pending[sink] = try await journal.pending(for: sink, limit: .max)
            } catch .unknownSink {}
        }
        for name in Action.notes { notes[name] = try await journal.note(name) }
        for kind in Action.kinds {
            for meter in Action.meters {
                newest += try await journal.lastEntries(kind: kind, meter: meter, limit: 1)
            }
        }
    }

    /// The first promise that is not kept; nil if all are.
    func breach(of expected: Expected) -> Breach? {
        if let known = expected.identity, known != identity {
            return Breach(.identity, "it was \(known), now \(identity)")
        }
        if Set(pending.keys) != Set(expected.registered) {
            return Breach(.sinks, "\(expected.registered) were registered, now \(pending.keys.sorted())")
        }
        for (sink, entries) in pending {
            let settled = expected.settled[sink] ?? 0
            if let first = entries.first, first.seq <= settled {
                return Breach(.settled, "\(sink) had settled through \(settled), now \(first.seq) is pending again")
            }
            let breach = breach(of: expected, in: entries, owed: expected.owed.filter { $0.seq > settled })
            if let breach { return breach }
        }
        for name in Action.notes where notes[name] != expected.notes[name] { return Breach(.note, name) }
        for kind in Action.kinds {
            for meter in Action.meters {
                let belongs = { (entry: Entry) in entry.kind == kind && entry.meter == meter }
                guard expected.entries.last(where: belongs) == newest.first(where: belongs) else {
                    return Breach(.lost, "the newest \(kind) of \"\(meter)\"")
                }
            }
        }
        return kept.flatMap { breach(of: expected, in: $0, owed: Array(expected.owed)) }
    }

    /// All that is owed must be there; what else is there must be what was once appended; all in order.
    private func breach(of expected: Expected, in entries: [Entry], owed: [Entry]) -> Breach? {
        var owed = owed[...]
        var before: Int64 = 0
        for entry in entries {
            guard entry.seq > before else { return Breach(.order, "\(entry.seq) after \(before)") }
            before = entry.seq
            guard let index = expected.entries.firstIndex(where: { $0.seq == entry.seq }) else {
                return Breach(.invented, "\(entry.seq), the last was \(expected.last)")
            }
            if expected.entries[index] != entry { return Breach(.changed, "\(entry.seq)") }
            if owed.first?.seq == entry.seq { owed.removeFirst() }
        }
        return owed.first.map { Breach(.lost, "\(owed.count) acknowledged entries, the first \($0.seq)") }
    }
}
