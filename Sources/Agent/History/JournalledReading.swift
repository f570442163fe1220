// A reading as it lies in the journal, with the time that is known today.

import FoundationEssentials
import Journal
import Metering
import Recognition
import Uplink

/// A reading out of the journal.
struct JournalledReading: Sendable, Equatable {
    let seq: Int64
    let register: String
    /// When the picture was taken, by the best that is known.
    let at: Timestamp
    /// When that was, as it was noted then.
    let noted: Timestamp
    let timeQuality: TimeQuality
    /// nil: it was withheld.
    let index: Index?
    let unit: String
    let quality: Quality
    let reasons: [Reason]
    /// How often the meter had been exchanged.
    let exchanges: Int
    /// The times of the readings that it found wrong, as they were noted or known then.
    let withdraws: [Timestamp]

    private struct Payload: Decodable {
        struct Withdrawn: Decodable {
            var captured_at: String
        }

        var register: String?
        var time_quality: String?
        var index: String?
        var unit: String?
        var quality: Int?
        var reasons: [String]?
        var exchanges: Int?
        var withdraws: [Withdrawn]?
    }

    /// The reading of an entry; nil if it holds none.
    init?(_ entry: Entry) {
        guard entry.kind == Reading.publishedKind || entry.kind == Reading.withheldKind,
            let payload = try? JSONDecoder().decode(Payload.self, from: Data(entry.json)),
            let quality = payload.quality.flatMap({ Quality(rawValue: $0) })
        else { return nil }
        index = payload.index.flatMap { Index($0) }
        guard (index == nil) == (entry.kind == Reading.withheldKind) else { return nil }
        (seq, register, unit, self.quality) = (entry.seq, payload.register ?? "main", payload.unit ?? "", quality)
        (at, noted) = (Timestamp(milliseconds: entry.wallMilliseconds), entry.time.wall)
        let asNoted = payload.time_quality.flatMap { TimeQuality(rawValue: $0) } ?? .unsynchronised
        timeQuality = entry.restamped == nil ? asNoted : .restamped
        reasons = (payload.reasons ?? []).compactMap { Reason(rawValue: $0) }
        exchanges = payload.exchanges ?? 0
        withdraws = (payload.withdraws ?? []).compactMap { Timestamp($0.captured_at) }
    }

    /// Whether the clock could be trusted.
    var isTimeSure: Bool {
        switch timeQuality {
        case .synchronised, .restamped, .given: true
        case .unsynchronised, .floor: false
        }
    }

    /// Whether an entry may hold one that withdraws others; only those need to be taken apart when nothing else is asked.
    static func mayWithdraw(_ entry: Entry) -> Bool { entry.json.firstRange(of: withdrawsKey) != nil }

    private static let withdrawsKey = Array("\"withdraws\":".utf8)
}
