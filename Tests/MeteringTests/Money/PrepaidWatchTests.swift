// A balance runs out with several words in time, each once.

import Recognition
import Testing

@testable import Metering

@Suite struct PrepaidWatchTests {
    private func money(_ text: String) -> Index { BillCase.amount(text)! }

    /// The reminders of a balance that loses an amount every day.
    private func reminders(_ watch: inout PrepaidWatch, from balance: String, daily: String, days: Int) throws
        -> [String]
    {
        var told: [String] = []
        for day in 0..<days {
            let left = try Fraction(money(balance)).minus(Fraction(money(daily)).times(Fraction(Int64(day), of: 1)))
            let reminder = try watch.remind(of: left.rounded(to: 2, .halfUp), spent: money(daily), inDays: 1)
            if let reminder { told.append("\(day): \(reminder.text)") }
        }
        return told
    }

    @Test func eachReminderIsGivenOnce() throws {
        var watch = PrepaidWatch()
        #expect(
            try reminders(&watch, from: "20.00", daily: "1.00", days: 25) == [
                "6: the balance lasts 14 more days", "13: the balance lasts 7 more days",
                "17: the balance lasts 3 more days", "19: the balance lasts one more day", "20: the balance is used up",
            ])
    }

    @Test func ofSeveralAtOnceTheMostUrgentIsGiven() throws {
        var watch = PrepaidWatch()
        #expect(
            try reminders(&watch, from: "2.50", daily: "1.00", days: 2) == [
                "0: the balance lasts 2 more days", "1: the balance lasts one more day",
            ])
    }

    @Test func afterMoneyWasPaidInTheyComeAgain() throws {
        var watch = PrepaidWatch(days: [3, 1])
        #expect(try reminders(&watch, from: "3.00", daily: "1.00", days: 1).count == 1)
        #expect(try reminders(&watch, from: "3.80", daily: "1.00", days: 1) == [])
        #expect(try reminders(&watch, from: "30.00", daily: "1.00", days: 1) == [])
        #expect(try reminders(&watch, from: "2.00", daily: "1.00", days: 1) == ["0: the balance lasts 2 more days"])
    }

    @Test func aDayThatCostsALittleLessBringsNothingBack() throws {
        var watch = PrepaidWatch(days: [7])
        #expect(try watch.remind(of: money("7.00"), spent: money("1.00"), inDays: 1) != nil)
        #expect(try watch.remind(of: money("6.90"), spent: money("0.50"), inDays: 1) == nil)
        #expect(try watch.remind(of: money("6.80"), spent: money("1.00"), inDays: 1) == nil)
    }

    @Test func daysLeftAreWholeDays() throws {
        #expect(try PrepaidWatch.daysLeft(of: money("10.00"), spent: money("21.00"), inDays: 7) == 3)
        #expect(try PrepaidWatch.daysLeft(of: money("9.00"), spent: money("21.00"), inDays: 7) == 3)
        #expect(try PrepaidWatch.daysLeft(of: money("8.99"), spent: money("21.00"), inDays: 7) == 2)
        #expect(try PrepaidWatch.daysLeft(of: money("8.99"), spent: money("0.00"), inDays: 7) == nil)
        #expect(try PrepaidWatch.daysLeft(of: money("-1.00"), spent: money("0.00"), inDays: 7) == 0)
    }

    @Test func theBalanceIsWhatWasPaidInLessWhatWasSpent() throws {
        #expect(
            try PrepaidWatch.balance(paid: [money("50.00"), money("20.00")], spent: money("58.58")).text == "11.42")
    }
}
