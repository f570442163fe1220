// Local time through gaps and repeated hours.

import Capture
import Metering
import Testing

@Suite("Local time")
struct LocalTimeTests {
    private func local(_ text: String) -> Int64 { Timestamp(text + "Z")!.milliseconds }

    @Test(
        "has an instant for everything a clock may show",
        arguments: [
            // An ordinary day, the hour that is leapt over, the hour that comes twice, and what follows it.
            (TestZone.berlin, "2026-06-01T12:00:00", "2026-06-01T10:00:00Z"),
            (TestZone.berlin, "2026-03-29T01:59:59.999", "2026-03-29T00:59:59.999Z"),
            (TestZone.berlin, "2026-03-29T02:00:00", "2026-03-29T01:00:00Z"),
            (TestZone.berlin, "2026-03-29T02:30:00", "2026-03-29T01:00:00Z"),
            (TestZone.berlin, "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
            (TestZone.berlin, "2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
            (TestZone.berlin, "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
            (TestZone.lordHowe, "2026-10-04T02:15:00", "2026-10-03T15:30:00Z"),
            (TestZone.lordHowe, "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"),
            (TestZone.lordHowe, "2026-04-05T02:00:00", "2026-04-04T15:30:00Z"),
            (TestZone.santiago, "2026-09-06T00:00:00", "2026-09-06T04:00:00Z"),
            (TestZone.santiago, "2026-09-06T00:59:00", "2026-09-06T04:00:00Z"),
            (TestZone.apia, "2011-12-30T06:00:00", "2011-12-30T10:00:00Z"),
            (TestZone.apia, "2011-12-31T06:00:00", "2011-12-30T16:00:00Z"),
            (TestZone.twice, "2011-12-30T06:00:00", "2011-12-29T16:00:00Z"),
            (TestZone.twice, "2011-12-31T00:00:00", "2011-12-31T10:00:00Z"),
            (TestZone.kathmandu, "2026-06-01T00:00:00", "2026-05-31T18:15:00Z"),
        ])
    func instants(zone: TestZone, shown: String, expected: String) {
        #expect(zone.local.instant(of: local(shown)).text == expected)
    }

    @Test("comes back from the instant unless it was leapt over or came before")
    func roundTrip() {
        for zone in TestZone.all {
            let time = zone.local
            for hours in stride(from: 0, to: 24 * 900, by: 1) {
                let instant = Timestamp(milliseconds: local("2010-09-01T00:10:00") + Int64(hours) * 3_600_000)
                let shown = time.local(at: instant)
                let back = time.instant(of: shown)
                guard back <= instant, time.local(at: back) == shown else {
                    Issue.record("\(zone) \(instant.text): \(back.text)")
                    return
                }
            }
        }
    }

    @Test("remembers what was shown before the clock was put back")
    func latest() {
        let berlin = TestZone.berlin.local
        #expect(berlin.latest(at: Timestamp("2026-10-25T00:59:00Z")!) == local("2026-10-25T02:59:00"))
        #expect(berlin.latest(at: Timestamp("2026-10-25T01:15:00Z")!) == local("2026-10-25T02:59:59.999"))
        #expect(berlin.latest(at: Timestamp("2026-10-25T02:15:00Z")!) == local("2026-10-25T03:15:00"))
        let twice = TestZone.twice.local
        #expect(twice.latest(at: Timestamp("2011-12-31T09:00:00Z")!) == local("2011-12-30T23:59:59.999"))
    }

    @Test("of the machine is what the C library's own fields say")
    func system() {
        let time = LocalTime.system
        for day in stride(from: 0, to: 20_000, by: 97) {
            let instant = Timestamp(milliseconds: Int64(day) * 86_400_000 + 12_345_000)
            let shown = SystemFields(at: instant.milliseconds / 1000)
            #expect(Timestamp(milliseconds: time.local(at: instant)).text == shown.text)
        }
    }
}
