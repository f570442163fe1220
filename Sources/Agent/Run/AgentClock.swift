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

    /// The present moment for a journal entry.
    func entryTime(wall: Timestamp) -> EntryTime {
        EntryTime(
            bootID: bootID, monotonicMilliseconds: sinceBoot(), wallMilliseconds: wall.milliseconds,
            clock: isSynchronised() ? .synchronised : .unsynchronised)
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
