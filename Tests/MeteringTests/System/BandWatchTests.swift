// Limits on a value that a gauge shows.

import Recognition
import Testing

@testable import Metering

@Suite struct BandWatchTests {
    private let band = GaugeBand(
        low: Index("6.0"), high: Index("7.5"), hysteresis: Index(units: 2, decimals: 1), delay: 600)

    private func told(_ values: [(minute: Int64, value: String)]) -> [String] {
        var watch = BandWatch(band, unit: "bar")
        return values.compactMap { minute, value in
            let event = watch.add(Index(value)!, at: Timestamp(milliseconds: minute * 60_000))
            switch event {
            case .began(let warning): return "\(minute) \(warning.text)"
            case .over: return "\(minute) over"
            case nil: return nil
            }
        }
    }

    @Test func aValueOutsideForLongIsToldOnceAndIsOverWhenItIsSafelyBack() {
        #expect(
            told([
                (0, "6.5"), (5, "5.9"), (10, "5.8"), (15, "5.70"), (20, "5.5"), (25, "6.1"), (30, "5.9"), (35, "6.2"),
                (40, "5.9"),
            ]) == ["15 for 0.2 hours it has been below 6 bar, now 5.7 bar", "35 over"])
    }

    @Test func aShortPeakIsNothing() {
        #expect(
            told([(0, "7.6"), (9, "7.9"), (12, "7.5"), (15, "7.6"), (24, "8"), (25, "8")]) == [
                "25 for 0.2 hours it has been above 7.5 bar, now 8 bar"
            ])
    }

    @Test func aTimeWithoutReadingsProvesNothing() {
        #expect(told([(0, "7.6"), (600, "7.6"), (605, "7.6")]).isEmpty)
        #expect(told([(0, "7.6"), (600, "7.6"), (590, "7.6"), (610, "7.6")]).count == 1)
    }

    @Test func limitsThatCannotHoldAreRefused() {
        func problems(_ low: String?, _ high: String?, _ hysteresis: Int64 = 0, _ delay: Double = 0) -> [String] {
            let band = GaugeBand(
                low: low.flatMap { Index($0) }, high: high.flatMap { Index($0) },
                hysteresis: Index(units: hysteresis, decimals: 0), delay: delay)
            return band.mistakes("band").map { $0.key + ": " + $0.problem }
        }
        #expect(problems(nil, nil) == ["band: there is no limit"])
        #expect(problems("3", "2.9") == ["band.high: 2.9 is not above 3"])
        #expect(problems("1", "3", 1) == ["band.hysteresis: with 1 no value is right again"])
        #expect(problems("1", nil, -1, .infinity).count == 2)
        #expect(problems("1", "3") == [] && self.band.mistakes("band") == [])
    }
}
