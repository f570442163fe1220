// Hints in words, and what kind of cause they name.

import Testing

@testable import Metering

@Suite struct BalanceHintTests {
    @Test func everyHintSaysWhereToLook() {
        let times = BalanceTimes(days: .work, from: 22, count: 6)
        let hints: [(BalanceHint, BalanceHint.Cause, String)] = [
            (.steady(0.012), .leak, "it is about the same at all hours, 0.012 m³/h: look for a leak"),
            (
                .steady(-1), .untold,
                "what is too much is about the same at all hours: look for a meter that is missing among the supply"
            ),
            (
                .ofSupply(0.05), .meter,
                "it is 5 % of the supply at all hours: the supply meter counts too much, or all others too little"
            ),
            (
                .ofMeter(RegisterName("flat"), -0.1), .meter,
                "it goes with what flat counts, 10 % of it: that meter counts too much"
            ),
            (
                .atTimes(times, 0.2), .unmetered,
                "it is there from 22 to 4 o'clock on workdays, about 0.2 m³/h: somebody draws then who is not measured"
            ),
            (
                .atStandstill(0.2), .unmetered,
                "it is there while the sub-meters stand still, about 0.2 m³/h: somebody draws then who is not measured"
            ),
            (
                .nowAndThen(12.5), .unmetered,
                "it comes now and then, in 12.5 hours a week: somebody draws who is not measured"
            ),
            (
                .several(.ofSupply(0.05), .untold), .several,
                "two things come together; one: it is 5 % of the supply at all hours: the supply meter counts too much, or all others too little; the other: what it comes from cannot be told from its hours"
            ),
            (.nothing, .none, "there is no difference beyond its uncertainty"),
            (.untold, .untold, "what it comes from cannot be told from its hours"),
        ]
        for (hint, cause, text) in hints { #expect(hint.cause == cause && hint.text(unit: "m³") == text) }
    }

    @Test func hoursGoPastMidnight() {
        let times = BalanceTimes(days: .weekend, from: 22, count: 4)
        #expect([22, 23, 0, 1].allSatisfy { times.holds(hour: $0, isWeekend: true) })
        #expect(!times.holds(hour: 2, isWeekend: true) && !times.holds(hour: 23, isWeekend: false))
    }
}
