// The counts of one meter, and the line that is printed of them.

import Metering
import Recognition

/// What became of the frames of one meter.
struct SoakTally {
    private(set) var counts: [SoakJudge.Judgement: Int] = [:]
    /// Frames withheld though they could have been read, by each of their reasons.
    private(set) var reasons: [String: Int] = [:]
    /// Published frames that are less than accepted.
    private(set) var suspicious = 0
    var rendering = 0.0
    var reading = 0.0

    mutating func count(_ judgement: SoakJudge.Judgement, _ reading: Reading) {
        counts[judgement, default: 0] += 1
        if judgement == .withheld { for reason in reading.reasons { reasons[reason.rawValue, default: 0] += 1 } }
        if judgement == .published, reading.quality != .accepted { suspicious += 1 }
    }

    /// One JSON object: `face, seed, frames, published, withheld, excused, wrong, suspicious, reasons, ms`.
    func line(face: String, seed: UInt64) -> String {
        func number(_ judgement: SoakJudge.Judgement) -> Int { counts[judgement] ?? 0 }
        let frames = counts.values.reduce(0, +)
        var object = JSONObject()
        object.set("face", face)
        object.set("seed", Int(seed))
        object.set("frames", frames)
        object.set("published", number(.published))
        object.set("withheld", number(.withheld))
        object.set("excused", number(.excused))
        object.set("wrong", number(.wrong))
        object.set("suspicious", suspicious)
        object.set("rendering_ms", Float(rendering / Double(max(frames, 1)) * 1000))
        object.set("reading_ms", Float(reading / Double(max(frames, 1)) * 1000))
        object.set(
            "reasons",
            reasons.sorted { $0.key < $1.key }.map { reason, count in
                var entry = JSONObject()
                entry.set("reason", reason)
                entry.set("count", count)
                return entry
            })
        return object.text
    }
}
