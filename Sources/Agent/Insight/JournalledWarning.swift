// A warning about a register's use as it lies in the journal: that it began, or that it is over.

import FoundationEssentials
import Journal
import Metering
import Recognition
import Uplink

/// A usage warning out of the journal.
struct JournalledWarning: Sendable, Equatable {
    let seq: Int64
    /// When it was told.
    let at: Timestamp
    let meter: String
    let register: String
    let warning: Warning
    /// Why it is over; nil: it began.
    let end: WarningEvent.End?

    private struct Payload: Decodable {
        struct Evidence: Decodable {
            var captured_at: String
            var index: String
        }

        var event: String
        var meter: String
        var register: String
        var kind: String
        var end: String?
        var found: Double?
        var usual: Double?
        var unit: String
        var evidence: [Evidence]
    }

    /// The warning of an entry; nil if it holds none.
    init?(_ entry: Entry) {
        guard entry.kind == CameraWatch.kind,
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(entry.json)),
            payload.event == WarningEvent.name, let kind = WarningKind(rawValue: payload.kind)
        else { return nil }
        let evidence = payload.evidence.compactMap { reading in
            Timestamp(reading.captured_at).flatMap { at in
                Index(reading.index).map { RegisterCard.Start(index: $0, at: at) }
            }
        }
        guard let first = evidence.first, let last = evidence.last else { return nil }
        (seq, at) = (entry.seq, Timestamp(milliseconds: entry.wallMilliseconds))
        (meter, register) = (payload.meter, payload.register)
        warning = Warning(
            kind, first: first, last: last, found: payload.found ?? 0, usual: payload.usual, unit: payload.unit)
        end = payload.end.flatMap { WarningEvent.End(rawValue: $0) }
    }

    /// The newest warnings of a meter that were told, by register and kind.
    static func told(
        of meter: String, in journal: Journal
    ) async throws(JournalError) -> [RegisterName: [WarningKind: JournalledWarning]] {
        let entries = try await journal.lastEntries(kind: CameraWatch.kind, meter: meter, limit: Limits.warningsResumed)
        var told: [RegisterName: [WarningKind: JournalledWarning]] = [:]
        for warning in entries.compactMap(JournalledWarning.init) {
            told[RegisterName(meter, warning.register), default: [:]][warning.warning.kind] = warning
        }
        return told
    }
}
