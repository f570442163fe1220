// More in the small hours than ever, night after night.

import Recognition
import Testing

@testable import Metering

@Suite struct NightWatchTests {
    /// A day on which so many litres an hour flow from one to five.
    private func day(_ meter: inout WatchedMeter, flow: Double) -> [WarningKind] {
        var kinds = meter.pass(minutes: 60).map(\.warning.kind)
        meter.flow = flow
        kinds += meter.pass(minutes: 240).map(\.warning.kind)
        meter.flow = 0
        return kinds + meter.pass(minutes: 1_140).map(\.warning.kind)
    }

    @Test func threeNightsInARowAreToldAndOneQuietNightEndsIt() {
        var meter = WatchedMeter()
        for _ in 0..<30 { #expect(day(&meter, flow: 1) == []) }
        #expect(day(&meter, flow: 6) == [])
        #expect(day(&meter, flow: 6) == [])
        #expect(day(&meter, flow: 6) == [.nightUse])
        #expect(day(&meter, flow: 6) == [])
        #expect(day(&meter, flow: 1) == [.nightUse])
        #expect(meter.watch.open.isEmpty)
    }

    @Test func aSeasonThatMakesAllHoursGrowIsNone() {
        var meter = WatchedMeter()
        for _ in 0..<30 { _ = meter.pass(days: 1) }
        var kinds: [WarningKind] = []
        // All hours alike, and more from day to day.
        for day in 0..<20 {
            meter.flow = Double(day)
            kinds += meter.pass(days: 1).map(\.warning.kind)
        }
        #expect(!kinds.contains(.nightUse))
    }

    @Test func twoNightsAndAPauseAreNone() {
        var meter = WatchedMeter()
        for _ in 0..<30 { _ = day(&meter, flow: 1) }
        for _ in 0..<3 { #expect(day(&meter, flow: 6) + day(&meter, flow: 6) + day(&meter, flow: 1) == []) }
    }
}
