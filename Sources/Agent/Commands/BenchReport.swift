// The result of a benchmark, for people and for scripts.
// Refused frames are named, since their time is in none of the figures.

import Metering

/// What a benchmark found.
struct BenchReport: Sendable {
    /// Frames that were given.
    let frames: Int
    /// How often each was measured.
    let rounds: Int
    /// Dials of the meter.
    let dials: Int
    private var times = BenchTimes()
    private var refused: [Reason: Int] = [:]

    init(frames: Int, rounds: Int, dials: Int) {
        self.frames = frames
        self.rounds = rounds
        self.dials = dials
    }

    /// Takes in a pass; every pass meets the same frames and so refuses the same.
    mutating func add(_ pass: BenchPass) {
        times.add(pass.times)
        refused = pass.refused
    }

    /// True when at least one frame was measured.
    var isMeasured: Bool { !times.isEmpty }

    /// How many frames were refused, and why.
    var refusedText: String {
        let reasons = refused.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)" }
        return "\(refusedCount) of \(frames) frames refused (\(reasons.joined(separator: ", ")))"
    }

    private var refusedCount: Int { refused.values.reduce(0, +) }
    /// Reading without a verdict on the picture, against a decode in full colour.
    private var ratio: Double { times.quantile(.positions, 0.5) / times.quantile(.fullColour, 0.5) }
    /// What is added to the positions to be sure of them, against a decode in gray.
    private var judgingRatio: Double { times.quantile(.judging, 0.5) / times.quantile(.wholeGray, 0.5) }

    /// The table for people.
    var table: [String] {
        var lines = ["\(frames) frames, \(rounds) rounds, \(dials) dials; milliseconds"]
        if refusedCount > 0 { lines.append(refusedText + ", not measured") }
        lines.append(row("stage", "median", "p95"))
        for stage in BenchTimes.Stage.allCases {
            lines.append(row(stage.rawValue, text(times.quantile(stage, 0.5)), text(times.quantile(stage, 0.95))))
        }
        return lines + [
            "JPEG to positions, no gate / full-colour decode of the same frame: \(text(ratio))",
            "register, gate and index / gray decode of the same frame: \(text(judgingRatio))",
        ]
    }

    /// The JSON line.
    var line: String {
        var object = JSONObject()
        object.set("frames", frames)
        object.set("refused", refusedCount)
        object.set("rounds", rounds)
        object.set("dials", dials)
        object.set(
            "stages",
            BenchTimes.Stage.allCases.map { stage in
                var entry = JSONObject()
                entry.set("stage", stage.rawValue)
                entry.set("median_ms", Float(times.quantile(stage, 0.5)))
                entry.set("p95_ms", Float(times.quantile(stage, 0.95)))
                return entry
            })
        object.set("ratio", Float(ratio))
        object.set("judging_ratio", Float(judgingRatio))
        return object.text
    }

    private func row(_ name: String, _ median: String, _ p95: String) -> String {
        Column.left(name, 24) + Column.right(median, 10) + Column.right(p95, 10)
    }

    private func text(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}
