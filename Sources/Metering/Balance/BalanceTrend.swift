// How the share of a difference moves from day to day: the median of all slopes between two days (H. Theil, P. K. Sen), which single odd
// days do not bend, with the interval that M. Kendall's test gives it. It rises or falls only where nought lies outside of that.

/// The trend of a group's difference.
public struct BalanceTrend: Sendable, Equatable {
    /// What it does.
    public enum Way: String, Sendable { case rising, falling, untold = "cannot be told" }

    /// By how much the share of the supply changes in a day; nil where too few days are known.
    public private(set) var daily: Double?
    /// The interval that holds it, 99 times of a hundred.
    public private(set) var range: ClosedRange<Double>?

    /// The trend of shares by day.
    init(_ shares: [(day: Double, share: Double)]) {
        guard shares.count >= Limits.balanceTrendDaysMin else { return }
        var slopes: [Double] = []
        for (number, later) in shares.enumerated() {
            for earlier in shares[..<number] where later.day > earlier.day {
                slopes.append((later.share - earlier.share) / (later.day - earlier.day))
            }
        }
        guard !slopes.isEmpty else { return }
        slopes.sort()
        let n = Double(shares.count)
        let spread = Self.deviations * (n * (n - 1) * (2 * n + 5) / 18).squareRoot()
        let low = max(0, Int((Double(slopes.count) - spread) / 2))
        let high = min(slopes.count - 1, Int(((Double(slopes.count) + spread) / 2).rounded(.up)))
        daily = slopes[slopes.count / 2]
        range = slopes[low]...slopes[max(low, high)]
    }

    /// What it does.
    public var way: Way {
        guard let range else { return .untold }
        return range.lowerBound > 0 ? .rising : range.upperBound < 0 ? .falling : .untold
    }

    /// Of a normal distribution, 99 of a hundred.
    private static let deviations = 2.576
}
