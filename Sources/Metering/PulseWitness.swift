// The meter's pulse output as a second witness of its register: what the pulses say must be what the index says, to within the
// pulse that is not complete. Each disagreement is told once, and once that it is over. Needs no clock: times are only repeated.
//
// What can be said of index and pulses in one span is said by `PulseSpan`. A new span begins where the two cannot be followed:
// when the count begins anew, the register falls (back-flow turns most contacts' count the wrong way), readings are withdrawn or
// the meter is exchanged. Two spans run side by side, so that one of them always reaches back far enough.

import Recognition

/// The agreement of a register with its pulse output.
public struct PulseWitness: Sendable, Equatable {
    /// The output that is watched.
    public let output: PulseOutput
    /// The disagreement that was told and is not over.
    public internal(set) var open: PulseFinding?
    /// What the counts belong to.
    var series: String?
    /// The last reading.
    var last: PulsePoint?
    /// Older and newer span.
    var spans: [PulseSpan] = []

    /// Nothing is known yet.
    public init(_ output: PulseOutput) { self.output = output }

    /// Pulses over which index and count have agreed: those of the longest span.
    public var pulsesAgreed: Int64 { spans.first?.pulses(output) ?? 0 }

    /// Takes in an accepted reading and the count taken with it; what is to be told, if anything.
    public mutating func add(_ index: Index, _ pulses: PulseCount, at time: Timestamp) -> PulseEvent? {
        let point = PulsePoint(index: index.scaled(to: output.places), count: pulses.count, at: time)
        guard (0..<Limits.pulseOffsetMax).contains(pulses.count), point.index.magnitude < Limits.pulseOffsetMax else {
            return nil
        }
        let follows = pulses.series == series && last.map { canFollow($0, point) } ?? false
        (series, last) = (pulses.series, point)
        guard follows else {
            spans = [PulseSpan(point)]
            return nil
        }
        for place in spans.indices {
            guard spans[place].add(point, output) else {
                spans = [PulseSpan(point)]
                return nil
            }
        }
        for span in spans {
            guard let finding = span.finding(output) else { continue }
            spans = [PulseSpan(point)]
            let isNews = open.map { $0.isMissing != finding.isMissing } ?? true
            open = finding
            return isNews ? .disagreement(finding) : nil
        }
        turnOver(at: point)
        return agreement()
    }

    /// Accepted readings from some time on were withdrawn: they were wrong, and so may be what they led to.
    public mutating func withdraw(from time: Timestamp) -> PulseEvent? {
        if let start = spans.first?.start.at, let last, time <= max(start, last.at) { restart() }
        guard let finding = open, time <= finding.to else { return nil }
        return end(.withdrawn)
    }

    /// The meter or its output was exchanged: nothing of what was before counts.
    public mutating func exchange() -> PulseEvent? {
        restart()
        return end(.exchanged)
    }

    private mutating func restart() { (series, last, spans) = (nil, nil, []) }

    private mutating func end(_ why: PulseEvent.End) -> PulseEvent? {
        guard let finding = open else { return nil }
        open = nil
        return .over(finding, why)
    }

    /// A count never falls, and a register by no more than two readings may be off.
    private func canFollow(_ earlier: PulsePoint, _ point: PulsePoint) -> Bool {
        point.count >= earlier.count && point.index - earlier.index >= output.unit - output.band
    }

    private mutating func turnOver(at point: PulsePoint) {
        if let first = spans.first, spans.count > 1, first.pulses(output) >= 2 * output.spanPulses {
            spans.removeFirst()
        }
        if spans.count == 1, pulsesAgreed >= output.spanPulses { spans.append(PulseSpan(point)) }
    }

    /// A disagreement is over when it would have shown again several times.
    private mutating func agreement() -> PulseEvent? {
        guard let finding = open, spans.first?.agrees(output) ?? false else { return nil }
        let share = finding.ratio.map { abs(1 - $0) } ?? 1
        let pulses = Limits.pulsesAgreedTimes * Double(output.limit) / Double(output.unit) / max(share, 1e-9)
        let needed = Int64(min(max(pulses, Double(Limits.pulsesAgreedMin)), Double(output.spanPulses)))
        return pulsesAgreed >= needed ? end(.agreed(pulses: pulsesAgreed)) : nil
    }
}
