// Times of the week as they are written, and when they hold.

import Testing

@testable import Metering

@Suite struct TariffTimesTests {
    @Test func timesHoldFromTheirFirstMinuteToTheOneBeforeTheirLast() throws {
        let day = try #require(TariffTimes("mon-fri,holiday 07:00-23:00"))
        #expect(day.holds(on: .mon, at: 420) && day.holds(on: .holiday, at: 1_379))
        #expect(!day.holds(on: .mon, at: 419) && !day.holds(on: .fri, at: 1_380) && !day.holds(on: .sat, at: 600))
    }

    @Test func overMidnightTheyHoldAtBothEndsOfTheirDays() throws {
        let night = try #require(TariffTimes("22:00-06:00"))
        #expect([0, 359, 1_320, 1_439].allSatisfy { night.holds(on: .holiday, at: $0) })
        #expect([360, 1_319].allSatisfy { !night.holds(on: .wed, at: $0) })
        #expect(TariffTimes("sat,sun") == TariffTimes(days: [.sat, .sun], from: 0, to: 1_440))
    }

    @Test(arguments: [
        "", "mon 25:00-26:00", "08:00", "08:00-08:00", "day 08:00-09:00", "fri-mon", "mon-holiday", "8:00-9:00", "mon,",
        "24:00-06:00", "00:00-24:01", "mon tue", "mon 08:00-09:00 x", "mon-tue-wed",
    ])
    func whatIsNoTimeIsNone(text: String) { #expect(TariffTimes(text) == nil) }
}
