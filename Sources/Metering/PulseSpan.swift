// A stretch of readings over which index and pulses are held against each other. Since the phase of the contact is unknown but
// always the same, index less pulses stays within a band of known width for ever. What counts is therefore the distance between
// its highest and its lowest values; the third of each is taken, so that two misread ones on a side do nothing.

/// Readings since one of them.
struct PulseSpan: Sendable, Equatable {
    /// An unusual value of index less pulses.
    struct Extreme: Sendable, Equatable {
        var offset: Int64
        var point: PulsePoint
    }

    /// Where it begins.
    let start: PulsePoint
    private(set) var last: PulsePoint
    private(set) var highs: [Extreme]
    private(set) var lows: [Extreme]
    /// The last reading that could do without missing pulses, and the last that could do without surplus ones.
    private(set) var agreedHigh: PulsePoint
    private(set) var agreedLow: PulsePoint

    /// A span that begins with a reading.
    init(_ start: PulsePoint) {
        (self.start, last, agreedHigh, agreedLow) = (start, start, start, start)
        (highs, lows) = ([Extreme(offset: 0, point: start)], [Extreme(offset: 0, point: start)])
    }

    /// A span as it was stored; nil if that cannot have been one.
    init?(start: PulsePoint, last: PulsePoint, agreed: [PulsePoint], highs: [Extreme], lows: [Extreme]) {
        guard agreed.count == 2, highs.count == lows.count, (1...Limits.pulseExtremes).contains(highs.count) else {
            return nil
        }
        (self.start, self.last, agreedHigh, agreedLow) = (start, last, agreed[0], agreed[1])
        (self.highs, self.lows) = (highs, lows)
    }

    /// Takes in a reading; false if it cannot belong to this span.
    mutating func add(_ point: PulsePoint, _ output: PulseOutput) -> Bool {
        guard let offset = point.offset(since: start, output) else { return false }
        last = point
        let extreme = Extreme(offset: offset, point: point)
        PulseSpan.insert(extreme, into: &highs, output) { $0 > $1 }
        PulseSpan.insert(extreme, into: &lows, output) { $0 < $1 }
        if lows.count == Limits.pulseExtremes, offset <= lows[lows.count - 1].offset + output.band {
            agreedHigh = point
        }
        if highs.count == Limits.pulseExtremes, offset >= highs[highs.count - 1].offset - output.band {
            agreedLow = point
        }
        return true
    }

    /// The finding that the last reading completes; nil while index and pulses agree or it is not yet clear what is wrong.
    func finding(_ output: PulseOutput) -> PulseFinding? {
        guard highs.count == Limits.pulseExtremes, lows.count == Limits.pulseExtremes,
            let high = highs.last, let low = lows.last, high.offset - low.offset > output.limit,
            let offset = last.offset(since: start, output)
        else { return nil }
        let isMissing = offset >= high.offset
        guard isMissing || offset <= low.offset else { return nil }
        // A gross error is told from where it began; a small one shows only over the whole span.
        let recent = PulseFinding(output, from: isMissing ? agreedHigh : agreedLow, to: last)
        guard recent.isClear else { return nil }
        if recent.isGross { return recent }
        let whole = PulseFinding(output, from: start, to: last)
        if whole.isMissing == isMissing, whole.deviation != 0 { return whole }
        return PulseFinding(output, from: isMissing ? low.point : high.point, to: last)
    }

    /// True when there are readings enough and not one of them is at odds with another.
    func agrees(_ output: PulseOutput) -> Bool {
        highs.count == Limits.pulseExtremes && highs[0].offset - lows[0].offset <= output.limit
    }

    /// Pulses since the start.
    func pulses(_ output: PulseOutput) -> Int64 { last.pulses(since: start, output) }

    /// Keeps the most extreme values of readings that differ: a meter that stands still shows the same again and again.
    private static func insert(
        _ new: Extreme, into list: inout [Extreme], _ output: PulseOutput, _ isBeyond: (Int64, Int64) -> Bool
    ) {
        func isSame(_ other: Extreme) -> Bool {
            other.point.count == new.point.count && abs(other.point.index - new.point.index) < output.unit
        }
        if let place = list.firstIndex(where: isSame) {
            guard isBeyond(new.offset, list[place].offset) else { return }
            list.remove(at: place)
        } else if list.count == Limits.pulseExtremes, let last = list.last, !isBeyond(new.offset, last.offset) {
            return
        }
        list.insert(new, at: list.firstIndex { isBeyond(new.offset, $0.offset) } ?? list.count)
        if list.count > Limits.pulseExtremes { list.removeLast() }
    }
}
