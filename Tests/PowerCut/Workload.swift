// A journal at work for a while, from its first opening, and the cuts that are made into that work.
// The same seed and number do the same; only the journal's random name and SQLite's own salts differ.

import CCrashDisk
import Journal

/// One run of a journal, recorded.
struct Workload {
    /// Cuts into one workload: running it costs about as much as three of them.
    static let cuts = 25
    private static let actions = 40...160

    private let recording: Recording

    /// Does everything, without a cut.
    init(number: Int, seed: UInt64, synchronous: Journal.Synchronous) async throws {
        var random = CutRandom(seed: seed, part: "workload", number: number)
        var limits = Journal.Limits()
        limits.settledEntries = Int64.random(in: 0...20, using: &random)
        limits.prunedPerCommit = Int64.random(in: 1...8, using: &random)
        limits.logPages = Int32.random(in: 1...48, using: &random)
        limits.lockWaitMilliseconds = 0
        limits.synchronous = synchronous
        var recording = try Recording(CrashDisk(), limits: limits)
        try await recording.perform(.register(Action.sinks.filter { _ in !random.happens(onceIn: 4) }))
        for _ in 0..<Int.random(in: Self.actions, using: &random) {
            try await recording.perform(.random(recording.expected, using: &random))
        }
        if let breach = try await Observed(recording.journal).breach(of: recording.expected) { throw breach }
        self.recording = recording
    }

    /// Makes the cut of that number, and throws the first promise that it broke.
    func cut(number: Int, seed: UInt64) async throws {
        var random = CutRandom(seed: seed, part: "cut", number: number)
        try await Self.cut(into: recording, random: &random)
    }

    /// After a cut the journal goes on; one time in three the power goes again while it does, recovery included.
    private static func cut(into recording: Recording, random: inout CutRandom) async throws {
        var recording = recording
        repeat {
            recording = try await recovered(from: recording, random: &random)
        } while random.happens(onceIn: 3)
        try await recording.journal.close()
    }

    private static func recovered(from recording: Recording, random: inout CutRandom) async throws -> Recording {
        let operations = Int64.random(in: 0...recording.disk.operations, using: &random)
        let kinds = [CRASH_ANY, CRASH_ANY, CRASH_ANY, CRASH_IN_ORDER, CRASH_IN_ORDER, CRASH_DROP_ALL, CRASH_KEEP_ALL]
        let kind = kinds.randomElement(using: &random)!
        let disk = recording.disk.after(operations, cut: kind, seed: random.next())
        var next = try await recover(disk, limits: recording.limits, states: recording.states(at: operations))
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            try await next.perform(.random(next.expected, using: &random))
        }
        try await next.perform(.append([Action.entry(using: &random)]))
        if let sink = next.expected.registered.first {
            try await next.perform(.settle(sink, through: next.expected.last))
        }
        if let breach = try await Observed(next.journal).breach(of: next.expected) { throw breach }
        return next
    }

    /// Opens what a cut left, and holds it to the states it may be in.
    static func recover(_ disk: CrashDisk, limits: Journal.Limits, states: [Expected]) async throws -> Recording {
        let integrity = disk.integrity()
        guard integrity == "ok" else { throw Breach(.integrity, integrity) }
        var recording = try Recording(disk, limits: limits, expected: states[0])
        var observed = try await Observed(recording.journal)
        let breaches = states.map { observed.breach(of: $0) }
        guard let found = breaches.firstIndex(where: { $0 == nil }) else { throw breaches[0]! }
        recording.settleOn(states[found])
        try await recording.perform(.register(observed.registered + [Observed.auditor]))
        observed.kept = try await recording.journal.pending(for: Observed.auditor, limit: .max)
        observed.forgetAuditor()
        try await recording.perform(.register(observed.registered))
        if let breach = observed.breach(of: recording.expected) { throw breach }
        return recording
    }
}
