// How often a meter is read: oftener while much flows or the last accepted reading grows old, seldom while nothing does. A pure
// function of what is known, so that the same past always gives the same interval.
//
// The interval is the base, halved or doubled as often as it takes, so that the slots of a longer one are among those of a
// shorter one. With s the share of the greatest flow that the last readings show:
//   s < 0.001          as long as allowed
//   0.001 <= s <= 0.1  the base
//   s > 0.1            no more than the base · 0.1 / s, so that what flows from one reading to the next stays the same
// Without a known share it is the base. Besides, it is never longer than a third of the time that is left until the last
// accepted reading is too old to limit the next: then three readings may fail before that.

/// The intervals that a meter may be read at, in milliseconds.
public struct Cadence: Sendable, Equatable {
    /// The usual interval.
    public let base: Int64
    /// The shortest one.
    public let least: Int64
    /// The longest one.
    public let most: Int64

    /// Intervals with least ≤ base ≤ most.
    public init(base: Int64, least: Int64, most: Int64) throws(ScheduleMistake) {
        guard Limits.intervalMin <= least, least <= base, base <= most, most <= Limits.intervalMax else {
            throw ScheduleMistake(
                "\(least) ms, \(base) ms, \(most) ms", "not in order, or beyond \(Limits.intervalMin) ms to a year",
                "write the shortest, the usual and the longest interval in ascending order")
        }
        (self.base, self.least, self.most) = (base, least, most)
    }

    /// The interval to read at.
    /// - Parameters:
    ///   - share: what the last readings show to flow, as a share of the meter's greatest flow; nil if that is not known.
    ///   - anchorAge: milliseconds since the last accepted reading; nil if there is none, which is as if it were too old.
    ///   - anchorLimit: the age from which that reading no longer limits the next one; nil if it always does.
    public func interval(share: Double?, anchorAge: Int64?, anchorLimit: Int64?) -> Int64 {
        var wanted = base
        if let share, share.isFinite {
            if share < Limits.idleShare {
                wanted = most
            } else if share > Limits.busyShare {
                wanted = Int64(Double(base) * Limits.busyShare / share)
            }
        }
        if let anchorLimit {
            let left = anchorAge.map { max(0, anchorLimit - max(0, $0)) } ?? 0
            wanted = min(wanted, left / Limits.anchorChances)
        }
        return step(wanted)
    }

    /// What flowed, as a share of the meter's greatest flow; nil if that cannot be said.
    public static func share(consumed: Double, milliseconds: Int64, hourlyMax: Double?) -> Double? {
        guard let hourlyMax, hourlyMax > 0, milliseconds > 0, consumed.isFinite else { return nil }
        return max(0, consumed) / (hourlyMax * Double(milliseconds) / 3_600_000)
    }

    /// The longest of the intervals that is allowed and not longer than wanted; the shortest if none is.
    private func step(_ wanted: Int64) -> Int64 {
        var interval = base
        while interval > wanted, interval.isMultiple(of: 2), interval / 2 >= least { interval /= 2 }
        while interval <= wanted / 2, interval <= most / 2 { interval *= 2 }
        return interval
    }
}
