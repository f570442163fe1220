// A meter is read oftener while much flows, seldom while nothing does, and in time for its last reading to limit the next.

import Capture
import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct AdaptiveCadenceTests {
    private let minute: Int64 = 60_000

    /// Five wheels down to single units.
    private func cadence(hourlyMax: Double) throws -> AdaptiveCadence {
        let dials = (0..<5).reversed().map {
            DialCard(
                mechanism: DialMechanism(kind: .wheel, place: $0), area: Quad(x: 0, y: 0, width: 9, height: 9),
                zeroAngle: 0, clockwise: true)
        }
        let card = RegisterCard(name: "main", dials: dials, decimals: 1, hourlyMax: hourlyMax, start: nil)
        return AdaptiveCadence(try Cadence(base: 15 * minute, least: minute, most: 60 * minute), register: card)
    }

    private func reading(_ units: Int64, minute at: Int64, quality: Quality = .accepted) -> (Reading, Timestamp) {
        let at = Timestamp(milliseconds: at * minute)
        let index = quality == .accepted ? Index(units: units, decimals: 1) : nil
        return (
            Reading(
                meter: "m", register: "main", index: index, unit: "m³", capturedAt: at, timeQuality: .given,
                confidence: 1, quality: quality, reasons: [], dials: []), at
        )
    }

    @Test func flowMakesItOftenerAndRestSeldomer() throws {
        var cadence = try cadence(hourlyMax: 10)
        #expect(cadence.add(reading(0, minute: 0).0, now: reading(0, minute: 0).1) == nil)
        // 1 m³ in 15 minutes is 4 of 10 in an hour.
        let busy = reading(10, minute: 15)
        let often = cadence.add(busy.0, now: busy.1)
        #expect(try #require(often) < 15 * minute)
        let idle = reading(10, minute: 30)
        #expect(cadence.add(idle.0, now: idle.1) == 60 * minute)
        let usual = reading(12, minute: 60)
        #expect(cadence.add(usual.0, now: usual.1) == 15 * minute)
    }

    @Test func anOldAnchorIsRenewedInTime() throws {
        var cadence = try cadence(hourlyMax: 100)
        let first = reading(0, minute: 0)
        _ = cadence.add(first.0, now: first.1)
        // The third wheel counts hundreds: as much may flow in an hour. Fifty minutes are gone without an accepted reading.
        let withheld = reading(0, minute: 50, quality: .rejectedWithProbability)
        let next = cadence.add(withheld.0, now: withheld.1)
        #expect(try #require(next) <= 10 * minute / 3)
    }
}
