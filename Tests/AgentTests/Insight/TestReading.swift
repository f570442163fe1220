// Readings as the agent journals them, for tests.

import Journal
import Metering
import Recognition
import Uplink

@testable import Agent

/// Makes entries of readings.
enum TestReading {
    /// The register that they are of: eight wheels.
    static let register = RegisterCard(
        name: "main",
        dials: (0..<8).map { place in
            DialCard(
                mechanism: DialMechanism(kind: .wheel, place: 7 - place), area: Quad(x: 0, y: 0, width: 9, height: 9))
        }, decimals: 3, hourlyMax: nil, start: nil)

    /// A reading of the register `main` with three decimals; without units it was withheld.
    static func entry(
        _ units: Int64?, of meter: String, at: Timestamp, exchanges: Int = 0, withdraws: [RegisterCard.Start] = [],
        reasons: [Reason] = []
    ) -> NewEntry {
        var reading = Reading(
            meter: meter, register: "main", index: units.map { Index(units: $0, decimals: 3) }, unit: "m³",
            capturedAt: at, timeQuality: .synchronised, confidence: 1,
            quality: units == nil ? .rejectedWithCertainty : .accepted,
            reasons: withdraws.isEmpty ? reasons : [.corrected], dials: [])
        (reading.withdraws, reading.exchanges) = (withdraws, exchanges)
        return NewEntry(
            kind: reading.kind, meter: reading.series,
            time: EntryTime(
                bootID: "boot", monotonicMilliseconds: 0, wallMilliseconds: at.milliseconds, clock: .synchronised),
            json: reading.payload)
    }
}
