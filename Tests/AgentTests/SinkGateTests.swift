// The gate of a sink with clocks of the test: schedules, a day's budget that survives a restart, and boards without the time.

import Capture
import Journal
import Metering
import Synchronization
import TestSupport
import Testing
import Uplink

@testable import Agent

@Suite struct SinkGateTests {
    private let folder = TemporaryFolder()
    private let noon: Int64 = 1_795_003_200_000

    private struct MeteredSink: Sink {
        let name = "s"
        let traffic: Traffic? = Traffic()
        func deliver(_ batch: [Entry], identity: JournalIdentity) async throws(UplinkError) -> Int64 { 0 }
        func close() async {}
    }

    /// The clocks of the test.
    private final class Hands: Sendable {
        let wall: Mutex<Int64>
        let uptime = Mutex<Int64>(1_000_000)
        let isSynchronised = Mutex(true)
        init(_ wall: Int64) { self.wall = Mutex(wall) }
        func pass(_ milliseconds: Int64) {
            wall.withLock { $0 += milliseconds }
            uptime.withLock { $0 += milliseconds }
        }
        var clock: AgentClock {
            AgentClock(
                wall: { Timestamp(milliseconds: self.wall.withLock { $0 }) },
                sinceBoot: { self.uptime.withLock { $0 } },
                isSynchronised: { self.isSynchronised.withLock { $0 } }, bootID: "b")
        }
    }

    private func gate(
        _ hands: Hands, _ sink: MeteredSink = MeteredSink(), needsTime: Bool = false, journal: Journal? = nil,
        _ change: (inout SinkPlan) -> Void = { _ in }
    ) async throws -> SinkGate {
        var plan = SinkPlan()
        change(&plan)
        let journal = try journal ?? Journal.open(path: folder.path + "/journal.db", device: "gw")
        return try await SinkGate(
            plan, sink: sink, device: "gw", needsTime: needsTime, clock: hands.clock, journal: journal)
    }

    @Test func withoutAPlanTheWayIsOpen() async throws {
        let gate = try await gate(Hands(noon))
        #expect(await gate.look() == .open)
        await gate.drained()
        #expect(await gate.look() == .open)
    }

    @Test func aScheduleOpensAtTheStartAndAtItsSlotsAndClosesWhenAllIsDelivered() async throws {
        let hands = Hands(noon + 300_000)
        let gate = try await gate(hands) { $0.pattern = .interval(3_600_000) }
        #expect(await gate.look() == .open)
        #expect(await gate.look() == .open)
        await gate.drained()
        let closed = await gate.look()
        guard case .closed(let reason, false, let wait) = closed else {
            Issue.record("\(closed)")
            return
        }
        #expect(reason.hasPrefix("until 2026-11-18T1"))
        #expect(wait <= .seconds(3_600))
        hands.pass(3_600_000)
        #expect(await gate.look() == .open)
        await gate.drained()
        #expect(await gate.look() != .open)
    }

    @Test func anEventDoesNotWaitForTheSlotUnlessItIsToldTo() async throws {
        let hands = Hands(noon + 300_000)
        for isEager in [true, false] {
            let journal = try Journal.open(path: folder.path + "/\(isEager).db", device: "gw")
            let gate = try await gate(hands, journal: journal) { plan in
                plan.pattern = .interval(3_600_000)
                plan.isEager = isEager
            }
            await gate.drained()
            gate.call()
            #expect(await (gate.look() == .open) == isEager)
            // A call while the rest is being delivered may have come too late for it.
            await gate.drained()
            #expect(await (gate.look() == .open) == isEager)
            await gate.drained()
            #expect(await gate.look() != .open)
        }
    }

    @Test func aDaysBudgetHoldsUntilMidnightAndOverARestart() async throws {
        let (hands, sink) = (Hands(noon), MeteredSink())
        let journal = try Journal.open(path: folder.path + "/journal.db", device: "gw")
        let first = try await gate(hands, sink, journal: journal) { $0.dayBytes = 100_000 }
        sink.traffic?.add(99_999)
        #expect(await first.look() == .open)
        sink.traffic?.add(1)
        await first.drained()
        guard case .closed(let reason, true, let wait) = await first.look() else {
            Issue.record("open")
            return
        }
        #expect(reason.contains("100000 bytes"))
        #expect(wait == .seconds(12 * 3_600))
        let again = try await gate(hands, journal: journal) { $0.dayBytes = 100_000 }
        #expect(await again.look() != .open)
        hands.pass(12 * 3_600_000)
        #expect(await again.look() == .open)
        #expect(await first.look() == .open)
    }

    @Test func aClockThatIsPutBackDoesNotGiveADayTwice() async throws {
        let (hands, sink) = (Hands(noon), MeteredSink())
        let gate = try await gate(hands, sink) { $0.dayBytes = 100_000 }
        sink.traffic?.add(100_000)
        #expect(await gate.look() != .open)
        hands.wall.withLock { $0 -= 86_400_000 }
        #expect(await gate.look() != .open)
        hands.wall.withLock { $0 += 86_400_000 }
        #expect(await gate.look() != .open)
        hands.pass(12 * 3_600_000)
        #expect(await gate.look() == .open)
    }

    @Test func aGatewayKeepsItsPlaceInTheSpreadOfAFleet() async throws {
        let hands = Hands(noon + 1_800_000)
        let jitter: Int64 = 600_000
        let delay = Spread.delay(device: "gw", meter: "s", jitter: jitter)
        let gate = try await gate(hands) { ($0.pattern, $0.jitter) = (.interval(3_600_000), jitter) }
        #expect(delay > 0)
        await gate.drained()
        #expect(await gate.look() != .open)
        hands.pass(1_800_000 + delay - 1)
        #expect(await gate.look() != .open)
        hands.pass(1)
        #expect(await gate.look() == .open)
    }

    @Test func timesOfDayHoldForAPossibleClockThatNobodyHasSet() async throws {
        let hands = Hands(noon)
        hands.isSynchronised.withLock { $0 = false }
        let gate = try await gate(hands) { $0.pattern = .daily([180]) }
        await gate.drained()
        guard case .closed(let reason, false, _) = await gate.look() else {
            Issue.record("open")
            return
        }
        #expect(reason.hasPrefix("until "))
        hands.pass(86_400_000)
        #expect(await gate.look() == .open)
    }

    @Test(arguments: [true, false])
    func aBoardWithoutTheTimeWaitsForItAWhileAndWithCertificatesForEver(needsTime: Bool) async throws {
        let hands = Hands(0)
        hands.isSynchronised.withLock { $0 = false }
        let gate = try await gate(hands, needsTime: needsTime)
        guard case .closed(let reason, false, _) = await gate.look() else {
            Issue.record("open")
            return
        }
        #expect(reason.hasPrefix("waiting for time"))
        hands.pass(Limits.clockGrace)
        guard case .closed(_, let isTrouble, _) = await gate.look() else {
            #expect(!needsTime)
            return
        }
        #expect(needsTime && isTrouble)
        hands.wall.withLock { $0 = noon }
        hands.isSynchronised.withLock { $0 = true }
        #expect(await gate.look() == .open)
    }
}
