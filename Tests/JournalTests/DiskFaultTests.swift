// The journal on a disk whose calls fail: whichever call it is, nothing is acknowledged that a power cut right then takes away.

import CCrashDisk
import Glibc
import Testing

@testable import Journal
@testable import PowerCut

@Suite struct DiskFaultTests {
    /// What became of a journal whose disk failed.
    private enum Outcome {
        /// It would not go on: the call that told so may have done its work or not.
        case ended
        case wentOn
    }

    private var seed: UInt64 { UInt64.random(in: .min ... .max) }

    /// Small, so that every kind of call is made often.
    private func limits(logPages: Int32) -> Journal.Limits {
        var limits = Journal.Limits()
        limits.settledEntries = 5
        limits.prunedPerCommit = 4
        limits.lockWaitMilliseconds = 0
        limits.logPages = logPages
        return limits
    }

    /// Does random things until the fault has come and a few more, or the journal ends. `refused` counts those for which there
    /// was no room.
    private func work(
        _ recording: inout Recording, until failed: () -> Bool, random: inout CutRandom, refused: inout Int
    ) async throws -> Outcome {
        var left = 12
        while left > 0 {
            if failed() { left -= 1 }
            do {
                try await recording.perform(.random(recording.expected, using: &random))
            } catch let error as JournalError where error.mustEndProcess {
                // Nothing more is promised either.
                let journal = recording.journal
                await #expect(throws: JournalError.self) { try await journal.append(sample(1)) }
                return .ended
            } catch JournalError.full {
                refused += 1
            }
        }
        return .wentOn
    }

    /// Cuts the power at once, and holds what is left to what was acknowledged.
    private func cut(_ recording: Recording, random: inout CutRandom) async throws {
        let disk = recording.disk
        let kinds = [CRASH_ANY, CRASH_IN_ORDER, CRASH_DROP_ALL, CRASH_KEEP_ALL]
        for kind in kinds {
            let left = disk.after(disk.operations, cut: kind, seed: random.next())
            var after = try await Workload.recover(
                left, limits: recording.limits, states: recording.states(at: disk.operations))
            try await after.perform(.append([Action.entry(using: &random)]))
        }
    }

    @Test(
        "an error of the disk ends the journal, or nothing of it was acknowledged",
        arguments: [CRASH_SYNC, CRASH_WRITE, CRASH_READ, CRASH_TRUNCATE])
    func inputOutput(call: crash_call) async throws {
        let seed = seed
        print("DiskFaultTests \(call) seed \(seed)")
        var ended = 0
        for nth in 1...300 {
            var random = CutRandom(seed: seed, part: "fault", number: nth)
            let disk = CrashDisk()
            disk.fail(call, at: UInt64(nth), times: nth % 2 == 0 ? 1 : .max, error: EIO, seed: random.next())
            do {
                var recording = try Recording(disk, limits: limits(logPages: nth % 3 == 0 ? 8 : 1))
                var refused = 0
                let outcome = try await work(
                    &recording, until: { disk.failures(call) > 0 }, random: &random, refused: &refused)
                if outcome == .ended { ended += 1 }
                try await cut(recording, random: &random)
            } catch let error as JournalError {
                // At its first opening: no promise was made yet.
                #expect(error.mustEndProcess, "\(call) \(nth), seed \(seed)")
                ended += 1
                let left = disk.after(disk.operations, cut: CRASH_ANY, seed: random.next())
                _ = try await Workload.recover(left, limits: limits(logPages: 1), states: [Expected()])
            } catch {
                Issue.record("\(call) \(nth), seed \(seed): \(error)")
            }
            #expect(disk.failures(call) > 0, "\(call) \(nth), seed \(seed)")
        }
        // A failure that SQLite rightly makes nothing of is rare.
        #expect(ended > 270)
    }

    @Test(
        "a disk without room for a while refuses entries and loses none, and the journal goes on",
        arguments: [1, 20])
    func noRoom(times: UInt64) async throws {
        let seed = seed
        print("DiskFaultTests room seed \(seed)")
        var (refused, ended) = (0, 0)
        for nth in 1...500 {
            var random = CutRandom(seed: seed, part: "room", number: nth)
            let disk = CrashDisk()
            var recording = try Recording(disk, limits: limits(logPages: Int32.random(in: 1...16, using: &random)))
            disk.fail(CRASH_WRITE, at: UInt64(nth), times: times, error: ENOSPC, seed: random.next())
            do {
                let over = { disk.failures(CRASH_WRITE) >= times }
                let outcome = try await work(&recording, until: over, random: &random, refused: &refused)
                if outcome == .wentOn {
                    // There is room again, so everything works again.
                    try await recording.perform(.append([Action.entry(using: &random)]))
                    try await recording.perform(.register(["mqtt"]))
                    try await recording.perform(.settle("mqtt", through: recording.expected.last))
                    let breach = try await Observed(recording.journal).breach(of: recording.expected)
                    #expect(breach == nil, "\(nth), seed \(seed): \(breach!)")
                } else {
                    ended += 1
                }
                try await cut(recording, random: &random)
            } catch {
                Issue.record("\(nth), seed \(seed): \(error)")
            }
        }
        print("no room \(times) times: \(refused) calls refused, \(ended) of 500 journals ended")
        #expect(refused > 100)
        // Only where the file itself cannot be opened again.
        #expect(ended < 100)
    }
}
