// A gauge's days, and its limits.

import Recognition
import Testing

@testable import Metering

@Suite struct LimitWatchTests {
    @Test func aDayIsToldWithItsLeastItsMostAndTheHoursOutside() {
        let pressure = KnownRegister(RegisterName("pressure"), medium: .air, unit: "bar", decimals: 1)
        var watch = LimitWatch(
            "air", of: pressure, GaugeBand(low: Index("6.0"), high: Index("7.5"), delay: 1_200))
        var events: [WarningEvent] = []
        // From 3 to 5 o'clock it is too low; nobody looks from 8 to 20 o'clock.
        for quarter in Int64(0)..<192 where !(32..<80).contains(quarter) {
            let units: Int64 = (12...20).contains(quarter) ? 55 : 65 + quarter % 3
            let point = UsagePoint(
                seq: quarter, at: Timestamp(milliseconds: quarter * 900_000), index: Index(units: units, decimals: 1))
            events += watch.take(point, of: RegisterName("pressure"), zone: .fixed())
            #expect(watch.take(point, of: RegisterName("pressure"), zone: .fixed()).isEmpty)
        }
        #expect(events.count == 2 && events[0].warning.kind == .band && watch.open == nil)
        #expect(watch.findings.count == 1 && watch.kind == .limits && watch.registers == [RegisterName("pressure")])
        let day = watch.findings[0]
        #expect(day[amount: .least]?.text == "5.5" && day[amount: .most]?.text == "6.7" && day[number: .beyond] == 2)
        #expect(
            day.payload(of: "air")
                == #"{"meter":"air","kind":"limits","captured_at":"1970-01-02T00:00:00Z","from":"1970-01-01T00:00:00Z","#
                + #""to":"1970-01-02T00:00:00Z","unit":"bar","least":"5.5","most":"6.7","beyond":2}"#)
    }

    @Test func whatLayOutsideBeforeALongGapCountsNoHours() {
        let pressure = KnownRegister(RegisterName("pressure"), medium: .air, unit: "bar", decimals: 1)
        var watch = LimitWatch("air", of: pressure, GaugeBand(low: Index("6.0"), high: nil))
        for hour in [0, 1, 9, 24] as [Int64] {
            let point = UsagePoint(
                seq: hour, at: Timestamp(milliseconds: hour * 3_600_000), index: Index(units: 50, decimals: 1))
            _ = watch.take(point, of: RegisterName("pressure"), zone: .fixed())
        }
        #expect(watch.findings.first?[number: .beyond] == 1)
    }
}
