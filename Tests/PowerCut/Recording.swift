// A journal on a crash disk, with a record of which call did which of the disk's operations: so it is known of any cut what had
// been acknowledged before it, and which call it fell into.

import CCrashDisk
import Journal

/// A journal at work, and what it has acknowledged.
struct Recording {
    private struct Moment {
        let start, end: Int64
        let after: Expected
    }

    let disk: CrashDisk
    let limits: Journal.Limits
    private(set) var journal: Journal
    private(set) var expected: Expected
    private var before: Expected
    private var moments: [Moment] = []

    /// Opens the journal on a disk that should be as expected.
    init(_ disk: CrashDisk, limits: Journal.Limits, expected: Expected = Expected()) throws(JournalError) {
        self.disk = disk
        self.limits = limits
        before = expected
        let start = disk.operations
        journal = try Self.open(disk, limits)
        self.expected = expected
        self.expected.identity = expected.identity ?? journal.identity
        moments.append(Moment(start: start, end: disk.operations, after: self.expected))
    }

    /// Takes one of several states for what was there when the disk was opened.
    mutating func settleOn(_ state: Expected) {
        before = state
        expected = state
        expected.identity = journal.identity
        moments = moments.map { Moment(start: $0.start, end: $0.end, after: expected) }
    }

    /// Does something. If this throws an error that must end the process, it may have been done or not, wholly.
    mutating func perform(_ action: Action) async throws {
        let start = disk.operations
        let next = expected.after(action)
        do {
            try await run(action, next)
            moments.append(Moment(start: start, end: disk.operations, after: next))
            expected = next
        } catch {
            if let error = error as? JournalError, !error.mustEndProcess {
                // It says that nothing was done.
                moments.append(Moment(start: start, end: disk.operations, after: expected))
            } else {
                // Never acknowledged, so it ends after any cut.
                moments.append(Moment(start: start, end: .max, after: next))
            }
            throw error
        }
    }

    /// What there may be after a cut: what was acknowledged, and what the call the cut fell into would have acknowledged.
    func states(at operations: Int64) -> [Expected] {
        var states = [before]
        for moment in moments {
            if moment.end <= operations {
                states = [moment.after]
            } else if moment.start < operations {
                states.append(moment.after)
            }
        }
        return states
    }

    private mutating func run(_ action: Action, _ next: Expected) async throws {
        switch action {
        case .append(let contents):
            let numbers = try await journal.append(contents)
            guard numbers == next.entries.suffix(contents.count).map(\.seq) else {
                throw Breach(.reused, "\(numbers) after \(expected.last)")
            }
        case .settle(let sink, let seq): try await journal.settle(sink, through: seq)
        case .register(let sinks): try await journal.register(sinks: sinks)
        case .note(let name, let value): try await journal.keep(note: name, value)
        case .reopen:
            try await journal.close()
            journal = try Self.open(disk, limits)
        }
    }

    private static func open(_ disk: CrashDisk, _ limits: Journal.Limits) throws(JournalError) -> Journal {
        try Journal.open(path: CrashDisk.path, device: "gw", limits: limits, vfs: disk.name)
    }
}
