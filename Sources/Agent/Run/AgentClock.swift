// The clocks of the board: wall time, time since boot, which boot it is, and whether anybody has set the wall clock.

import Glibc
import Journal
import Metering

// Glibc's module does not carry <sys/timex.h>. The call is made on a zeroed buffer larger than `struct timex`: with no mode
// set it only reads, and its return value alone is used.
@_silgen_name("adjtimex") private func adjtimex(_ state: UnsafeMutableRawPointer) -> Int32

/// What time it is, from a source that tests replace.
public struct AgentClock: Sendable {
    /// Wall time.
    public var wall: @Sendable () -> Timestamp
    /// Milliseconds since boot, sleep included.
    public var sinceBoot: @Sendable () -> Int64
    /// True when the wall clock is disciplined by a time source.
    public var isSynchronised: @Sendable () -> Bool
    /// The kernel's name for this boot.
    public var bootID: String
    /// Waits for so many milliseconds by this clock; throws if the task is cancelled.
    public var sleep: @Sendable (_ milliseconds: Int64) async throws -> Void = {
        try await Task.sleep(for: .milliseconds($0))
    }
    /// A moment that has certainly passed: a wall clock before it is not believed.
    public var floor = Floor()

    /// A time that has certainly passed, and when.
    public struct Floor: Sendable, Equatable {
        /// The time.
        public var wall = Limits.clockFloor
        /// Milliseconds since boot when it was that late at least.
        public var sinceBoot: Int64 = 0
    }

    /// The board's own clocks.
    public static let system = AgentClock(
        wall: { Timestamp(milliseconds: AgentClock.milliseconds(CLOCK_REALTIME)) },
        sinceBoot: { AgentClock.milliseconds(CLOCK_BOOTTIME) },
        isSynchronised: {
            // TIME_ERROR of adjtimex(2): the clock is not synchronised.
            withUnsafeTemporaryAllocation(byteCount: 512, alignment: 16) { buffer in
                buffer.initializeMemory(as: UInt8.self, repeating: 0)
                return (0..<5).contains(adjtimex(buffer.baseAddress!))
            }
        },
        bootID: AgentClock.readBootID())

    /// The present moment, by all clocks at once.
    func now() -> EntryTime {
        let isSynchronised = isSynchronised()
        let (wall, uptime) = (wall(), sinceBoot())
        let certain = floor.wall.milliseconds + max(0, uptime - floor.sinceBoot)
        let isPossible = wall >= floor.wall && wall < Limits.clockEnd
        let state: ClockState = isSynchronised ? .synchronised : isPossible ? .unsynchronised : .floor
        return EntryTime(
            bootID: bootID, monotonicMilliseconds: uptime,
            wallMilliseconds: state == .floor ? certain : wall.milliseconds, clock: state)
    }

    /// The time that came with a frame.
    func given(_ wall: Timestamp) -> EntryTime {
        EntryTime(
            bootID: bootID, monotonicMilliseconds: sinceBoot(), wallMilliseconds: wall.milliseconds, clock: .given)
    }

    /// A clock that believes no wall clock before `latest`, the latest moment of which the journal is certain.
    func notBefore(_ latest: EntryTime?) -> AgentClock {
        guard let latest, latest.wallMilliseconds > floor.wall.milliseconds else { return self }
        var clock = self
        clock.floor = Floor(
            wall: Timestamp(milliseconds: latest.wallMilliseconds),
            sinceBoot: latest.bootID == bootID ? latest.monotonicMilliseconds : 0)
        return clock
    }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    private static func readBootID() -> String {
        let text = try? TextFile.read("/proc/sys/kernel/random/boot_id")
        return text.map { String($0.prefix { $0 != "\n" }) } ?? "unknown"
    }
}
