// The moment by clocks that nobody has set: never before what has certainly passed, and going on from there.

import Journal
import Metering
import Synchronization
import Testing

@testable import Agent

@Suite struct AgentClockTests {
    private let certain: Int64 = 1_795_000_000_000

    /// A clock of boot `b` that nobody has set.
    private func clock(wall: Int64, uptime: Int64) -> AgentClock {
        AgentClock(
            wall: { Timestamp(milliseconds: wall) }, sinceBoot: { uptime }, isSynchronised: { false }, bootID: "b")
    }

    private func latest(boot: String, at monotonic: Int64) -> EntryTime {
        EntryTime(bootID: boot, monotonicMilliseconds: monotonic, wallMilliseconds: certain, clock: .synchronised)
    }

    @Test(arguments: [0, Limits.clockFloor.milliseconds - 1, Limits.clockEnd.milliseconds])
    func anImpossibleClockIsNotBelieved(wall: Int64) {
        let now = clock(wall: wall, uptime: 70_000).now()
        #expect(now.clock == .floor)
        #expect(now.wallMilliseconds == Limits.clockFloor.milliseconds + 70_000)
    }

    @Test func aPossibleClockIsNotedAsItIs() {
        let now = clock(wall: certain, uptime: 70_000).now()
        #expect(now.clock == .unsynchronised)
        #expect(now.wallMilliseconds == certain)
    }

    @Test func whatTheJournalIsCertainOfHasPassedAndTimeGoesOnFromThere() {
        let clock = clock(wall: certain - 1, uptime: 70_000)
        // Of this boot: what has run since then. Of another: what has run since this one began.
        for (boot, passed) in [("b", 40_000), ("a", 70_000)] as [(String, Int64)] {
            let now = clock.notBefore(latest(boot: boot, at: 30_000)).now()
            #expect(now.clock == .floor)
            #expect(now.wallMilliseconds == certain + passed, "boot \(boot)")
        }
    }

    @Test func whatIsOlderThanTheProgramMovesNothing() {
        var old = latest(boot: "b", at: 30_000)
        old.wallMilliseconds = Limits.clockFloor.milliseconds
        #expect(clock(wall: 0, uptime: 70_000).notBefore(old).floor == AgentClock.Floor())
        #expect(clock(wall: 0, uptime: 70_000).notBefore(nil).floor == AgentClock.Floor())
    }
}
