// Zones with their changes written down, for tests: nothing depends on the machine's own time zone files.

import Capture
import Metering

/// A zone as a table of changes.
struct TestZone: Sendable, CustomStringConvertible {
    let description: String
    /// Seconds since 1970 from which an offset holds, in order; the first holds before that too.
    let changes: [(at: Int64, east: Int64)]

    var local: LocalTime {
        let changes = changes
        return LocalTime { Int(TestZone.east(changes, at: $0)) }
    }

    static func east(_ changes: [(at: Int64, east: Int64)], at seconds: Int64) -> Int64 {
        var (low, high) = (0, changes.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].at <= seconds { low = middle } else { high = middle }
        }
        return changes[low].east
    }

    /// A zone with summer time between the given moments of every year.
    static func summer(_ name: String, east: Int64, by: Int64 = 3600, from: YearlyMoment, to: YearlyMoment) -> TestZone
    {
        var changes: [(at: Int64, east: Int64)] = []
        for year in Int64(1969)...2040 {
            changes.append((from.local(year) - east, east + by))
            changes.append((to.local(year) - east - by, east))
        }
        changes.sort { $0.at < $1.at }
        return TestZone(description: name, changes: changes)
    }

    /// A weekday's nth coming in a month (5: the last), and seconds after that day's midnight.
    struct YearlyMoment {
        var month: Int64
        var week: Int64
        var weekday: Int64 = 0
        var seconds: Int64 = 2 * 3600

        func local(_ year: Int64) -> Int64 {
            let length = month == 12 ? 31 : Timestamp.day(year, month + 1, 1) - Timestamp.day(year, month, 1)
            let first = Timestamp.day(year, month, 1)
            let offset = (weekday - (first + 4) % 7 + 14) % 7
            var day = offset + (week - 1) * 7
            while day >= length { day -= 7 }
            return (first + day) * 86_400 + seconds
        }
    }

    static func fixed(_ name: String, _ east: Int64) -> TestZone { TestZone(description: name, changes: [(0, east)]) }

    private static func listed(_ name: String, _ changes: [(String, Int64)]) -> TestZone {
        TestZone(
            description: name, changes: changes.map { (Timestamp($0.0)!.milliseconds / 1000, $0.1) })
    }

    static let utc = fixed("UTC", 0)
    static let kathmandu = fixed("Kathmandu", 20_700)
    static let berlin = summer(
        "Berlin", east: 3600, from: YearlyMoment(month: 3, week: 5),
        to: YearlyMoment(month: 10, week: 5, seconds: 10_800))
    static let newYork = summer(
        "New York", east: -18_000, from: YearlyMoment(month: 3, week: 2), to: YearlyMoment(month: 11, week: 1))
    static let lordHowe = summer(
        "Lord Howe", east: 37_800, by: 1800, from: YearlyMoment(month: 10, week: 1), to: YearlyMoment(month: 4, week: 1)
    )
    static let adelaide = summer(
        "Adelaide", east: 34_200, from: YearlyMoment(month: 10, week: 1),
        to: YearlyMoment(month: 4, week: 1, seconds: 10_800))
    /// Summer time begins and ends at midnight.
    static let santiago = summer(
        "Santiago", east: -14_400, from: YearlyMoment(month: 9, week: 1, weekday: 6, seconds: 86_400),
        to: YearlyMoment(month: 4, week: 1, weekday: 6, seconds: 86_400))
    static let troll = summer(
        "Troll", east: 0, by: 7200, from: YearlyMoment(month: 3, week: 5, seconds: 3600),
        to: YearlyMoment(month: 10, week: 5, seconds: 10_800))
    /// Leapt over 30 December 2011.
    static let apia = listed(
        "Apia",
        [
            ("1970-01-01T00:00:00Z", -39_600), ("2010-09-26T11:00:00Z", -36_000), ("2011-04-02T14:00:00Z", -39_600),
            ("2011-09-24T14:00:00Z", -36_000), ("2011-12-30T10:00:00Z", 50_400), ("2012-03-31T14:00:00Z", 46_800),
            ("2012-09-29T14:00:00Z", 50_400), ("2013-04-06T14:00:00Z", 46_800),
        ])
    /// The same leap the other way, which no zone has made since there are computers: a day comes twice.
    static let twice = listed(
        "a day twice", [("1970-01-01T00:00:00Z", 50_400), ("2011-12-30T10:00:00Z", -36_000)])

    static let all = [
        utc, kathmandu, berlin, newYork, lordHowe, adelaide, santiago, troll, apia, twice,
    ]
}
