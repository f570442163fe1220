// How much flows, from the last indexes that were published. An index is cut off behind its last place, so two of them say no more than
// that place allows: where they say nothing but that it is little, that is what is told.

import Recognition

/// A flow.
public struct Flow: Sendable, Equatable {
    /// So much in an hour, in no more places than are known.
    public var hourly: Index
    /// Whether it is less than that, and nobody knows how much less.
    public var isLess: Bool
    /// The instants between which it was taken.
    public var from: Timestamp
    /// See `from`.
    public var to: Timestamp

    /// The flow at `now` by indexes of one meter, oldest first; nil if they are too few, too old, or run backwards further than gears play.
    public init?(_ known: [RegisterCard.Start], now: Timestamp) {
        guard let last = known.last, now.seconds(since: last.at) <= Limits.flowAge else { return nil }
        let earlier = known.dropLast().reversed().prefix {
            let seconds = last.at.seconds(since: $0.at)
            return seconds > 0 && seconds <= Limits.flowSpan
        }
        func units(_ from: RegisterCard.Start) -> Int64 {
            last.index.scaled(to: last.index.decimals) - from.index.scaled(to: last.index.decimals)
        }
        // The last ones, if they are enough; what is slow takes longer to be seen.
        guard let first = earlier.first(where: { units($0) >= Limits.flowUnits }) ?? earlier.last else { return nil }
        let used = units(first)
        guard used >= -Limits.jitterUnits else { return nil }
        let hours = last.at.seconds(since: first.at) / 3_600
        let unit = Self.power(-last.index.decimals)
        (from, to) = (first.at, last.at)
        // One unit more or less makes so much of an hour's flow; the place told is the first that is above it.
        var place = -9
        while place < 15, Self.power(place) < unit / hours { place += 1 }
        let flow = (Double(max(0, used)) * unit / hours / Self.power(place)).rounded()
        isLess = used <= 1 || flow < 1
        let steps = isLess ? (Double(max(0, used) + 1) * unit / hours / Self.power(place)).rounded(.up) : flow
        guard steps * Self.power(max(0, place)) < Limits.unitsMax else { return nil }
        hourly = Index(units: Int64(steps * Self.power(max(0, place))), decimals: max(0, -place))
    }

    /// The unit of a flow by that of its index: what uses a kWh in an hour takes a kW.
    public static func unit(of index: String) -> String {
        index.hasSuffix("Wh") ? String(index.dropLast()) : index + "/h"
    }

    private static func power(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<abs(exponent) { power *= 10 }
        return exponent < 0 ? 1 / power : power
    }
}
