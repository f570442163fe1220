// A day of a group as it was judged: alone, and together with the days before it. A small loss that a day cannot show is seen in a month,
// because what indexes and reading times leave open is there at its two ends only.

/// A day that was judged.
public struct BalanceDay: Sendable, Equatable {
    /// The day itself.
    public var day: BalanceInterval
    /// The days up to it together, shortest first, the day alone among them; only so many as there have been.
    public var windows: [BalanceInterval]

    /// What the day says: a loss or a surplus if any of the windows shows one, the shortest first; unknown if nothing is known of any.
    public var verdict: BalanceInterval.Verdict { shown()?.verdict ?? .unknown }

    /// The window that goes beyond a limit, a share of the supply, and began no earlier than `since`; where there is none, the shortest
    /// that is known.
    public func shown(beyond limit: Double = 0, since: Timestamp? = nil) -> BalanceInterval? {
        let known = windows.filter { window in window.verdict != .unknown && since.map { window.from >= $0 } ?? true }
        return known.first { $0.verdict(beyond: limit) != .balanced } ?? known.first
    }

    /// The window of so many days; nil where there have not been so many, or nothing is known of them.
    func window(_ days: Int) -> BalanceInterval? {
        guard let place = Limits.balanceWindows.firstIndex(of: days), place < windows.count else { return nil }
        return windows[place].verdict == .unknown ? nil : windows[place]
    }
}
