// Reminders of a service by hours of operation, each once.

import Recognition
import Testing

@testable import Metering

@Suite struct MaintenanceWatchTests {
    private func reading(_ hours: Double) -> RegisterCard.Start {
        .init(index: Index(units: Int64(hours), decimals: 0), at: Timestamp(milliseconds: Int64(hours * 3_600_000)))
    }

    private func told(_ watch: inout MaintenanceWatch, _ hours: [Double]) -> [String] {
        hours.compactMap { hours in watch.add(hours: hours, reading(hours))?.warning.text }
    }

    @Test func eachReminderComesOnceAndTheServiceEndsThem() throws {
        var watch = MaintenanceWatch(every: 1_000, before: [0, 100])
        #expect(
            told(&watch, [5_000, 5_500, 5_899, 5_900, 5_901, 5_999, 6_001, 6_500]) == [
                "it has run for 900 hours since it was serviced, every 1000 hours it should be",
                "it has run for 1001 hours since it was serviced, every 1000 hours it should be",
            ])
        let warning = try #require(watch.open)
        #expect(watch.service(hours: 6_500, reading(6_500)) == .over(warning, at: reading(6_500).at, .ended))
        #expect(told(&watch, [7_000, 7_399]).isEmpty && told(&watch, [7_400]).count == 1)
    }

    @Test func theHoursSinceTheServiceAreToldAndOddOnesRefused() {
        var watch = MaintenanceWatch(every: 1_000)
        #expect(watch.sinceService == nil && told(&watch, [5_000, 5_250]).isEmpty && watch.sinceService == 250)
        _ = watch.service(hours: 5_260, reading(5_260))
        #expect(watch.sinceService == 0 && watch.mistakes("m").isEmpty)
        #expect(MaintenanceWatch(every: 0).mistakes("m").map(\.key) == ["m.every"])
        #expect(
            MaintenanceWatch(every: 50).mistakes("m").map(\.problem) == ["nobody can be reminded 100.0 hours before"])
    }

    @Test func ofSeveralThatAreDueAtOnceOneIsGiven() {
        var watch = MaintenanceWatch(every: 1_000)
        #expect(told(&watch, [0, 2_000, 2_001]).count == 1)
    }

    @Test func aCounterThatGoesBackIsAnotherOne() {
        var watch = MaintenanceWatch(every: 1_000)
        #expect(told(&watch, [5_000, 5_800, 10, 800]).isEmpty)
        #expect(told(&watch, [911]).count == 1)
        #expect(watch.service(hours: 911, reading(911)) != nil && watch.service(hours: 912, reading(912)) == nil)
    }
}
