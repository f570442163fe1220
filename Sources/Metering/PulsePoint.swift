// A reading and the count of pulses that was taken with it.

/// One pair of index and count.
struct PulsePoint: Sendable, Equatable {
    /// The index, in units of the output's places.
    var index: Int64
    /// Pulses.
    var count: Int64
    /// When.
    var at: Timestamp

    /// What the register has moved since another point beyond what was counted, in units; positive where pulses are missing.
    /// Nil if that is beyond 64 bits, which only nonsense is.
    func offset(since start: PulsePoint, _ output: PulseOutput) -> Int64? {
        let (moved, a) = index.subtractingReportingOverflow(start.index)
        let (counted, b) = count.subtractingReportingOverflow(start.count)
        let (volume, c) = counted.multipliedReportingOverflow(by: output.unit)
        let (offset, d) = moved.subtractingReportingOverflow(volume)
        return a || b || c || d || offset.magnitude > Limits.pulseOffsetMax ? nil : offset
    }

    /// Pulses since another point: those that came or those that should have, whichever are more.
    func pulses(since start: PulsePoint, _ output: PulseOutput) -> Int64 {
        max(count - start.count, (index - start.index) / output.unit, 0)
    }
}
