// A clock on which days pass quickly: wall time, time since boot and waiting all run so many times as fast.

import Agent
import Glibc
import Metering
import Recognition

struct FastClock: Sendable {
    let speed: Int64
    private let start = FastClock.boot()
    /// Midnight of 2026-03-01, long after the simulated meters began.
    private let beginning: Int64 = 1_772_323_200_000

    init(speed: Int64) { self.speed = speed }

    /// Milliseconds of this clock since it was made.
    var elapsed: Int64 { (FastClock.boot() - start) * speed }

    /// The same for the agent.
    var agentClock: AgentClock {
        var clock = AgentClock.system
        clock.wall = { Timestamp(milliseconds: beginning + elapsed) }
        clock.sinceBoot = { elapsed }
        clock.isSynchronised = { true }
        clock.sleep = { milliseconds in try await Task.sleep(for: .microseconds(milliseconds * 1_000 / speed)) }
        return clock
    }

    func sleep(until moment: Int64) async throws {
        while elapsed < moment { try await Task.sleep(for: .milliseconds(max(1, (moment - elapsed) / speed))) }
    }

    private static func boot() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
