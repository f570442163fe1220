// Cron expressions: when they are next due, and what is said of wrong ones.

import Capture
import Metering
import Testing

@Suite("A cron expression")
struct CronExpressionTests {
    private func next(_ text: String, after instant: String) throws -> String {
        let local = try #require(Timestamp(instant)).milliseconds
        return Timestamp(milliseconds: try CronExpression(text).next(after: local)).text
    }

    @Test(
        "is next due when the calendar says so",
        arguments: [
            ("* * * * *", "2026-11-21T07:30:05Z", "2026-11-21T07:31:00Z"),
            ("30 7 * * *", "2026-11-21T07:30:00Z", "2026-11-22T07:30:00Z"),
            ("*/15 * * * *", "2026-12-31T23:50:00Z", "2027-01-01T00:00:00Z"),
            ("5-59/20 8-17/3 * * *", "2026-11-21T08:45:00Z", "2026-11-21T11:05:00Z"),
            ("0 0 29 2 *", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z"),
            ("0 0 29 2 */7", "2088-02-29T00:00:00Z", "2128-02-29T00:00:00Z"),
            ("15 6 1,15 JAN,jul *", "2026-01-15T06:15:00Z", "2026-07-01T06:15:00Z"),
            ("0 12 * * mon-fri", "2026-11-20T12:00:00Z", "2026-11-23T12:00:00Z"),
            ("0 12 * * 7", "2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z"),
            ("0 12 * * fri-sun", "2026-11-20T12:00:00Z", "2026-11-21T12:00:00Z"),
            ("0 12 * * 5-7", "2026-11-21T12:00:00Z", "2026-11-22T12:00:00Z"),
            ("  0\t0  1 * * ", "2026-11-20T12:00:00Z", "2026-12-01T00:00:00Z"),
            ("59 23 31 12 *", "1969-12-31T23:58:59Z", "1969-12-31T23:59:00Z"),
        ])
    func due(text: String, after: String, expected: String) throws {
        #expect(try next(text, after: after) == expected)
    }

    @Test("takes either field of days when both are restricted, and both when one begins with an asterisk")
    func days() throws {
        // 13 November 2026 is a Friday.
        #expect(try next("0 0 13 * 5", after: "2026-11-01T00:00:00Z") == "2026-11-06T00:00:00Z")
        #expect(try next("0 0 13 * 5", after: "2026-11-27T00:00:00Z") == "2026-12-04T00:00:00Z")
        #expect(try next("0 0 13 * 5", after: "2026-12-11T00:00:00Z") == "2026-12-13T00:00:00Z")
        #expect(try next("0 0 */13 * 5", after: "2026-11-01T00:00:00Z") == "2026-11-27T00:00:00Z")
        #expect(try next("0 0 30 2 1", after: "2026-11-21T00:00:00Z") == "2027-02-01T00:00:00Z")
    }

    @Test(
        "has short names",
        arguments: [
            ("@hourly", "2026-11-21T08:00:00Z"), ("@daily", "2026-11-22T00:00:00Z"),
            ("@midnight", "2026-11-22T00:00:00Z"), ("@weekly", "2026-11-22T00:00:00Z"),
            ("@monthly", "2026-12-01T00:00:00Z"), ("@YEARLY ", "2027-01-01T00:00:00Z"),
        ])
    func names(text: String, expected: String) throws {
        #expect(try next(text, after: "2026-11-21T07:30:00Z") == expected)
        #expect(try CronExpression(text).text == text)
    }

    @Test("knows which are due every hour")
    func hourly() throws {
        for text in ["* * * * *", "5 */1 * * *", "0 0-23 1 * *", "@hourly"] {
            #expect(try CronExpression(text).isHourly)
        }
        for text in ["* 1-23 * * *", "0 */2 * * *", "@daily"] { #expect(try !CronExpression(text).isHourly) }
    }

    @Test(
        "that is wrong is refused with the place and what would be right",
        arguments: [
            ("61 * * * *", "minute, character 1: \"61\" is not a minute; write 0 to 59"),
            ("0 24 * * *", "hour, character 3: \"24\" is not a hour; write 0 to 23"),
            ("0 0 0 * *", "day of month, character 5: \"0\" is not a day of month; write 1 to 31"),
            ("0 0 1 13 *", "month, character 7: \"13\" is not a month; write 1 to 12 or jan to dec"),
            ("0 0 * * 1,mo", "day of week, character 11: \"mo\" is not a day of week; write 0 to 7 or sun to sat"),
            ("0 0 * * 8", "day of week, character 9: \"8\""),
            ("0 18-6 * * *", "hour, character 3: the range runs backwards; write it in two parts: 18-23,0-6"),
            ("0 0 * * fri-mon", "the range runs backwards; write it in two parts: 5-6,0-1"),
            (
                "5/10 * * * *",
                "minute, character 2: a step follows a single value; write a range before the step, such as 5-59"
            ),
            ("*/0 * * * *", "minute, character 3: \"0\" is no step of this range; write 1 to 60"),
            ("*/ * * * *", "minute, character 3: nothing is no step"),
            ("1,,2 * * * *", "minute, character 3: a value is missing in the list"),
            ("1- * * * *", "minute, character 3: nothing is not a minute"),
            ("-1 * * * *", "minute, character 1: nothing is not a minute"),
            ("0 0 30 2 *", "day of month, character 5: none of these months has such a day, so it is never due"),
            ("0 0 31 4,6,9,11 *", "so it is never due"),
            ("* * * *", "it has 4 fields and not 5"), ("", "it has 0 fields and not 5"),
            ("0 0 * * * root", "character 11: it has 6 fields and not 5"),
            ("0 0 * * ü", "character 9: a character that no cron expression has"),
            ("@reboot", "no such short name; write one of @hourly @daily"),
        ])
    func mistakes(text: String, expected: String) throws {
        let mistake = #expect(throws: ScheduleMistake.self) { try CronExpression(text) }
        #expect(try #require(mistake).description.contains(expected), "\(mistake.map { "\($0)" } ?? "accepted")")
        #expect(try #require(mistake).description.hasPrefix("\"\(text)\""))
    }

    @Test("of any length is answered")
    func long() {
        #expect(throws: ScheduleMistake.self) { try CronExpression(String(repeating: "1,", count: 200_000)) }
        #expect(throws: ScheduleMistake.self) { try CronExpression("9999999999999999999999 * * * *") }
    }
}
