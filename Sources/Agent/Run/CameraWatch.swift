// Watches where a camera sees its meter, and makes entries of what somebody should know of it. What was told before a restart
// is not told again.

import Capture
import FoundationEssentials
import Journal
import Metering
import Recognition
import Uplink

/// The place of one meter's camera, and the journal's entries about it.
struct CameraWatch {
    /// What the entries are called in the journal.
    static let kind = "event"

    private let meter: String
    private var drift: DriftWatch

    /// A camera that saw `face` as its card says when the card was made; what is in the journal was told already.
    init(_ face: MeterFace, now: Timestamp, journal: Journal) async throws(JournalError) {
        meter = face.card.meter
        let (width, height) = face.frameSize
        drift = DriftWatch(
            dials: face.dials.map(\.area), calibratedAt: face.start(frameWidth: width, frameHeight: height),
            time: face.card.registers.compactMap { $0.start?.at }.min() ?? now, width: width, height: height)
        let last = try await journal.lastEntries(kind: CameraWatch.kind, meter: meter, limit: Limits.eventsResumed)
        let told = last.compactMap { try? JSONDecoder().decode(Payload.self, from: Data($0.json)) }
        let open = told.last { $0.event == DriftEvent.name && $0.state != DriftEvent.State.knocked.rawValue }
        drift.resume(isDue: open?.state == DriftEvent.State.due.rawValue)
    }

    private struct Payload: Decodable {
        var event: String
        var state: String
    }

    /// News of the camera from readings of a frame in which the meter lay at `placement`.
    mutating func look(at placement: Placement?, in readings: [Reading]) -> DriftEvent? {
        // A refused frame does not say where the meter is.
        guard let placement, let reading = readings.first(where: { !$0.dials.isEmpty }) else { return nil }
        return drift.add(placement, at: reading.capturedAt)
    }
}
