// How long each stage took, measurement by measurement.
// Every stage has as many entries as frames were measured.

/// The times of a benchmark.
struct BenchTimes: Sendable {
    /// What is measured.
    enum Stage: String, CaseIterable, Sendable {
        case decode
        case register
        case gate
        case dials
        case index = "decode index"
        case journal
        case positions = "JPEG to positions"
        case judging = "register, gate, index"
        case path = "whole path to index"
        case fullColour = "full-colour decode"
        case wholeGray = "gray decode, all of it"
    }

    private var milliseconds: [Stage: [Double]] = [:]

    /// Adds one measurement of `stage`.
    mutating func add(_ duration: Duration, to stage: Stage) {
        milliseconds[stage, default: []].append(duration / .milliseconds(1))
    }

    /// Adds all measurements of `other`.
    mutating func add(_ other: BenchTimes) {
        for (stage, values) in other.milliseconds { milliseconds[stage, default: []] += values }
    }

    /// True while there is no measurement.
    var isEmpty: Bool { milliseconds.isEmpty }

    /// The milliseconds that `share` of the measurements stay below; 0.5 is the median.
    func quantile(_ stage: Stage, _ share: Double) -> Double {
        let sorted = (milliseconds[stage] ?? []).sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
}
