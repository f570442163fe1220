// A machine's days, and the hours until its service, over restarts.

import Recognition
import Testing

@testable import Metering

@Suite struct MachineWatchTests {
    private static let compressor = KnownRegister(
        RegisterName("power"), medium: .electricity, unit: "kWh", decimals: 1)

    private func watch(_ service: MachineWatch.Service? = nil) -> MachineWatch {
        MachineWatch("compressor", of: Self.compressor, idleFrom: 2, loadFrom: 10, service: service)
    }

    /// From 6 to 12 o'clock under load, to 18 o'clock idle, and off otherwise, by 6 minutes; the index goes on from day to day.
    private func readings(_ days: Range<Int64>) -> [UsagePoint] {
        let units = { (minute: Int64) in
            let of = { (from: Int64, to: Int64) in min(max(minute % 1_440 - from, 0), to - from) }
            return minute / 1_440 * 1_440 + of(360, 720) * 20 / 6 + of(720, 1_080) * 4 / 6
        }
        return stride(from: days.lowerBound * 1_440, to: days.upperBound * 1_440, by: 6).map { minute in
            UsagePoint(
                seq: minute, at: Timestamp(milliseconds: minute * 60_000),
                index: Index(units: units(minute), decimals: 1))
        }
    }

    private func feed(_ watch: inout MachineWatch, _ readings: [UsagePoint]) -> [WarningEvent] {
        readings.flatMap { watch.take($0, of: RegisterName("power"), zone: .fixed()) }
    }

    @Test func aDayIsToldWithItsHours() throws {
        var watch = watch()
        #expect(feed(&watch, readings(0..<3)).isEmpty)
        #expect(watch.findings.count == 2 && watch.kind == .machine && watch.open == nil)
        let day = watch.findings[1]
        #expect(day.from == Timestamp(milliseconds: 86_400_000) && day.to == Timestamp(milliseconds: 2 * 86_400_000))
        for (key, hours) in [(SystemFinding.Key.load, 6.0), (.idle, 6), (.off, 12), (.untold, 0)] {
            #expect(abs(try #require(day[number: key]) - hours) < 0.5, "\(key)")
        }
        #expect(day[number: .sinceService] == nil)
        #expect(watch.take(readings(0..<1)[0], of: RegisterName("other"), zone: .fixed()).isEmpty)
    }

    @Test func aServiceIsDueByTheHoursThatItRanBeforeAsWell() throws {
        var watch = watch(.init(every: 100, before: [20, 0], hours: 50))
        let events = feed(&watch, readings(0..<6))
        #expect(events.map(\.warning.kind) == [.maintenance, .maintenance])
        #expect(abs(events[0].warning.found - 80) < 0.6 && abs(events[1].warning.found - 100) < 0.6)
        #expect(watch.open == events[1].warning && events[1].warning.outgrows(events[0].warning))
        #expect(!events[0].warning.outgrows(events[0].warning))
        #expect(abs(try #require(watch.findings.last?[number: .sinceService]) - 110) < 0.6)
    }

    @Test func itGoesOnFromWhatWasJournalledLast() throws {
        var whole = watch(.init(every: 100, before: [20, 0], hours: 50))
        let all = feed(&whole, readings(0..<6))
        var first = watch(.init(every: 100, before: [20, 0], hours: 50))
        let before = feed(&first, readings(0..<4))
        // The journal has lost the oldest days meanwhile.
        var next = watch(.init(every: 100, before: [20, 0], hours: 50))
        next.resume(first.findings, told: before.last?.warning)
        #expect(next.open == before.last?.warning)
        let after = feed(&next, readings(2..<6))
        #expect((before + after).map(\.warning.found) == all.map(\.warning.found))
        #expect(next.findings == whole.findings && whole.findings.count == 5)
    }

    @Test func aServiceSinceThenBeginsAnew() throws {
        var first = watch(.init(every: 100, hours: 50))
        _ = feed(&first, readings(0..<4))
        var next = watch(.init(every: 100, before: [20], last: Timestamp(milliseconds: 3 * 86_400_000)))
        next.resume(first.findings, told: nil)
        _ = feed(&next, readings(0..<6))
        #expect(abs(try #require(next.findings.last?[number: .sinceService]) - 24) < 0.6)
        #expect(next.findings.last?[time: .serviced] == Timestamp(milliseconds: 3 * 86_400_000))
    }
}
