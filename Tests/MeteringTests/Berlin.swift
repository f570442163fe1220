// Berlin's clock as the rule of the European Union has it, for tests: nothing depends on the machine's own time zone files.

import Metering

/// A zone with days of 23 and 25 hours.
enum Berlin {
    static let time = LocalTime { seconds in
        let (year, _, _) = Timestamp.civil(fromDay: seconds.floorDivided(by: 86_400))
        return (change(year, 3)..<change(year, 10)).contains(seconds) ? 7_200 : 3_600
    }

    /// One o'clock UTC on the last Sunday of a month of 31 days.
    private static func change(_ year: Int64, _ month: Int64) -> Int64 {
        let last = Timestamp.day(year, month, 31)
        // Day 0 was a Thursday.
        return (last - (last + 4) % 7) * 86_400 + 3_600
    }

    /// The instant at which the clock first shows `text`, such as `2026-03-29T03:00`.
    static func at(_ text: String) -> Timestamp {
        time.instant(of: Timestamp(text + ":00Z")!.milliseconds)
    }
}
