// Scripts of clocks: boots in 1970, 56 years ahead, an hour back, slewed, restarts in between, a time source that comes late or never.
// What was noted before the clock was set must come out in order and true; what could not be put right is never before the floor.

import Capture
import Journal
import Logging
import Metering
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct ClockWatchTests {
    private let folder = TemporaryFolder()
    private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A board's clocks under the test's control.
    private final class Board: Sendable {
        struct State {
            var truth: Int64
            var uptime: Int64 = 0
            /// What the wall clock says beyond the truth.
            var error: Int64 = 0
            var isSynchronised = false
            var boots = 0
        }

        let state: Mutex<State>

        init(truth: Int64) { state = Mutex(State(truth: truth)) }

        func boot(error: Int64) {
            state.withLock { state in
                state.boots += 1
                (state.uptime, state.error, state.isSynchronised) = (0, error, false)
            }
        }

        func pass(_ milliseconds: Int64) {
            state.withLock { state in
                state.truth += milliseconds
                state.uptime += milliseconds
            }
        }

        var clock: AgentClock {
            AgentClock(
                wall: { Timestamp(milliseconds: self.state.withLock { $0.truth + $0.error }) },
                sinceBoot: { self.state.withLock { $0.uptime } },
                isSynchronised: { self.state.withLock { $0.isSynchronised } },
                bootID: "boot-\(state.withLock { $0.boots })")
        }
    }

    @Test func timesThatArePutRightAreTrueAndInOrder() async throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        for script in 0..<200 {
            var random = SplitMix64(seed: seed &+ UInt64(script))
            try await play(script, &random, "seed \(seed), script \(script)")
        }
    }

    private func play(_ script: Int, _ random: inout SplitMix64, _ name: String) async throws {
        let board = Board(truth: 1_795_000_000_000)
        let path = folder.path + "/\(script).db"
        var truths: [Int64] = []
        var known: Set<String> = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let errors: [Int64] = [-1_795_000_000_000, 1_767_225_600_000, -3_600_000, 3_600_000, 0]
            board.boot(error: errors.randomElement(using: &random)!)
            board.pass(Int64.random(in: 1_000...90_000, using: &random))
            let isSetAfter = Bool.random(using: &random) ? Int.random(in: 0...12, using: &random) : .max
            var journal = try Journal.open(path: path, device: "gw")
            var clock = board.clock.notBefore(try await journal.latestCertainTime())
            var watch = ClockWatch(clock: clock, journal: journal, logger: quiet)
            for step in 0..<Int.random(in: 1...16, using: &random) {
                if step == isSetAfter {
                    // A time source comes; the clock is then up to a second off, and slewed.
                    board.state.withLock { ($0.error, $0.isSynchronised) = (0, true) }
                    known.insert(clock.bootID)
                } else if !board.state.withLock(\.isSynchronised), Int.random(in: 0..<8, using: &random) == 0 {
                    let steps: [Int64] = [-3_600_000, 3_600_000, -40]
                    board.state.withLock { $0.error += steps.randomElement(using: &random)! }
                }
                if Bool.random(using: &random) { _ = try await watch.corrections() }
                try await journal.append(
                    NewEntry(kind: "reading", meter: "m", time: clock.now(), payload: Array("{}".utf8)))
                truths.append(board.state.withLock(\.truth))
                board.pass(Int64.random(in: 1...1_000_000, using: &random))
                if Int.random(in: 0..<6, using: &random) == 0 {
                    try await journal.close()
                    journal = try Journal.open(path: path, device: "gw")
                    clock = board.clock.notBefore(try await journal.latestCertainTime())
                    watch = ClockWatch(clock: clock, journal: journal, logger: quiet)
                }
            }
            _ = try await watch.corrections()
            try await journal.close()
            board.pass(Int64.random(in: 1_000...900_000_000, using: &random))
        }
        try await judge(path, truths, known, name)
    }

    private func judge(_ path: String, _ truths: [Int64], _ known: Set<String>, _ name: String) async throws {
        let journal = try Journal.open(path: path, device: "gw")
        let entries = try await journal.lastEntries(kind: "reading", meter: "m", limit: 1_000)
        #expect(entries.count == truths.count, "\(name)")
        var last: [String: Int64] = [:]
        for (entry, truth) in zip(entries, truths) {
            let best = entry.wallMilliseconds
            if known.contains(entry.time.bootID) {
                #expect(best == truth, "\(name), entry \(entry.seq)")
                #expect(best >= last[entry.time.bootID] ?? 0, "\(name), entry \(entry.seq)")
            } else {
                #expect(entry.restamped == nil, "\(name), entry \(entry.seq)")
                #expect(best >= Limits.clockFloor.milliseconds && best < Limits.clockEnd.milliseconds, "\(name)")
            }
            if entry.time.clock == .floor { #expect(entry.time.wallMilliseconds <= truth, "\(name), \(entry.seq)") }
            last[entry.time.bootID] = best
        }
        try await journal.close()
    }

    @Test func theTurnIsToldOnceAndNotAtAllWhereNothingWaited() async throws {
        let board = Board(truth: 1_795_000_000_000)
        board.boot(error: -1_795_000_000_000)
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        try await journal.append(
            NewEntry(kind: "reading", meter: "m", time: board.clock.now(), payload: Array("{}".utf8)))
        let watch = ClockWatch(clock: board.clock, journal: journal, logger: quiet)
        #expect(try await watch.corrections() == 0)
        board.state.withLock { ($0.error, $0.isSynchronised) = (0, true) }
        #expect(try await watch.corrections() == 1)
        #expect(try await watch.corrections() == 1)
        let told = try await journal.lastEntries(kind: CameraWatch.kind, meter: "", limit: 9)
        #expect(told.count == 1)
        #expect(String(decoding: told[0].json, as: UTF8.self).contains("\"entries\":1"))

        board.boot(error: 0)
        board.state.withLock { $0.isSynchronised = true }
        let next = ClockWatch(clock: board.clock, journal: journal, logger: quiet)
        #expect(try await next.corrections() == 0)
        #expect(try await journal.lastEntries(kind: CameraWatch.kind, meter: "", limit: 9).count == 1)
        try await journal.close()
    }
}
