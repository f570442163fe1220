// Brings irregular readings to whole hours of the clock on the wall. What was used between two readings is spread evenly over the time
// between them; an hour of which too much is not known is told as unknown, never filled.

/// Usage by local hour.
struct HourTally: Sendable, Equatable {
    /// An hour that is complete.
    struct Hour: Sendable, Equatable {
        /// Hours since 1970-01-01T00:00 by the clock on the wall.
        var number: Int64
        /// Units of the last place; nil where too little is known.
        var use: Double?

        /// 0 ... 23.
        var ofDay: Int { Int(number - number.floorDivided(by: 24) * 24) }
        /// 0 ... 167, from Monday's first hour: 1970 began on a Thursday.
        var ofWeek: Int { Int((number + 72) - (number + 72).floorDivided(by: 168) * 168) }
        /// Days since 1970.
        var day: Int64 { number.floorDivided(by: 24) }
    }

    private var hour: Int64?
    private var use = 0.0
    private var known = 0.0

    /// The hours that are complete with this step, oldest first; a longer gap than can be learned from is skipped.
    mutating func add(_ step: WarningStep) -> [Hour] {
        let length: Int64 = 3_600_000
        let to = step.local
        let from = to - max(1, step.to.at.milliseconds - step.from.at.milliseconds)
        var complete: [Hour] = []
        var current = hour ?? from.floorDivided(by: length)
        let last = to.floorDivided(by: length)
        // Where the clock is put back, an hour comes twice and is one; a gap of weeks is no hours at all.
        if last - current > 24 * 21 {
            (hour, use, known) = (last, 0, 0)
            return []
        }
        let isKnown = to - from <= Limits.tallyGap
        let rate = Double(step.units) / Double(to - from)
        var at = max(from, current * length)
        while current < last {
            let end = (current + 1) * length
            if isKnown, end > at { (use, known) = (use + rate * Double(end - at), known + Double(end - at)) }
            complete.append(Hour(number: current, use: known >= Limits.tallyKnown * Double(length) ? use : nil))
            (current, at, use, known) = (current + 1, max(at, end), 0, 0)
        }
        if isKnown, to > at { (use, known) = (use + rate * Double(to - at), known + Double(to - at)) }
        hour = current
        return complete
    }
}
